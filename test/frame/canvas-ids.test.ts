import { describe, expect, it } from 'vitest';
import { CanvasIds, MOST_CANVASES } from '../../src/frame/canvas-ids.ts';

function numberer(): (id: string) => number {
  const ids = new CanvasIds();
  return (id) => {
    const bytes = new TextEncoder().encode(`<${id}>`);
    return ids.ofBytes(bytes, 1, bytes.length - 1);
  };
}

describe('CanvasIds', () => {
  it('gives equal ids equal numbers, in order of appearance', () => {
    const number = numberer();
    expect(['a', 'b', 'a', 'ab', '', 'b', ''].map(number)).toEqual([0, 1, 0, 2, 3, 1, 3]);
  });

  it('tells 4096 apart and gives all further ones one number', () => {
    const number = numberer();
    const first = Array.from({ length: MOST_CANVASES }, (_, i) => number(`canvas-${i}`));
    expect(first).toEqual(Array.from({ length: MOST_CANVASES }, (_, i) => i));
    expect([number('one more'), number('and another'), number('canvas-17')]).toEqual([
      MOST_CANVASES,
      MOST_CANVASES,
      17,
    ]);
  });

  it('keeps no more than a megabyte of ids', () => {
    const number = numberer();
    expect(number('x'.repeat(1 << 20))).toBe(0);
    expect(number('y')).toBe(MOST_CANVASES);
    expect(number('x'.repeat(1 << 20))).toBe(0);
  });

  it('tells 64-bit integers apart', () => {
    const ids = new CanvasIds();
    expect([ids.ofInteger(1, 0), ids.ofInteger(0, 1), ids.ofInteger(-1, -1), ids.ofInteger(1, 0)]).toEqual([
      0, 1, 2, 0,
    ]);
  });
});
