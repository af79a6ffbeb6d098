import { describe, expect, it } from 'vitest';
import { ELEMENTS, elementsOfWidth, isInteger } from '../../src/frame/elements.ts';
import { createKernel } from '../../src/frame/kernel.ts';

describe('the element types', () => {
  it('lie each once among those of their width, the likeliest first', () => {
    const all = [1, 2, 4, 8].flatMap(elementsOfWidth);
    expect(all.toSorted()).toEqual(ELEMENTS.toSorted());
    for (const width of [1, 2, 4, 8]) {
      for (const element of elementsOfWidth(width)) expect(createKernel(element).width).toBe(width);
    }
    expect([1, 2, 4, 8].map((width) => elementsOfWidth(width)[0])).toEqual(['uint8', 'uint16', 'float32', 'float64']);
  });

  it.each([0, 3, 16, 0.5, Number.NaN])('have no width of %d', (width) => expect(elementsOfWidth(width)).toEqual([]));

  it('are floats or whole numbers', () => {
    expect(ELEMENTS.filter((element) => !isInteger(element))).toEqual(['float32', 'float64']);
  });
});
