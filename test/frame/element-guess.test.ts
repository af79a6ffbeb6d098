import { describe, expect, it } from 'vitest';
import { ElementGuess, extremesOf, fitOf, isTelling, type HeaderExtremes } from '../../src/frame/element-guess.ts';
import type { ElementType } from '../../src/frame/elements.ts';
import { createKernel } from '../../src/frame/kernel.ts';
import { Sensors } from '../../src/frame/tables.ts';
import { elements } from '../support/frame-packed.ts';

function header(min: number | null, max: number | null): HeaderExtremes {
  return { min: min ?? 0, max: max ?? 0, hasMin: min !== null, hasMax: max !== null };
}

function fit(min: number, max: number, claimed: HeaderExtremes, nonFinite = 0): number {
  return fitOf({ min, max, count: 10, nonFinite }, claimed);
}

/** What is guessed of frames of values stored as `element`. */
function guess(element: ElementType, frames: readonly (readonly [readonly number[], HeaderExtremes])[]): string {
  const found = new ElementGuess();
  for (const [values, claimed] of frames) {
    const bytes = elements(element, values);
    const kernel = createKernel('uint8');
    new Uint8Array(kernel.reserve(bytes.length)).set(bytes);
    const into = new Sensors();
    found.add(bytes.length / values.length, claimed, (type) => {
      kernel.reading(type).summarize(0, values.length, into, 0);
      return extremesOf(into, 1, values.length);
    });
  }
  return found.best().words;
}

const AGREE = '(assumed: extremes agree)';

describe('isTelling', () => {
  it.each([
    [header(-1, 1), true],
    [header(0, 0), false],
    [header(null, null), false],
    [header(null, 5), true],
    [header(1, -1), false],
    [header(Number.NaN, 1), false],
    [header(0, Infinity), false],
  ])('%o: %s', (claimed, telling) => expect(isTelling(claimed)).toBe(telling));
});

describe('fitOf', () => {
  it('is 1 for equal extremes within float32 rounding, and the share filled within wider ones', () => {
    expect(fit(-0.1, 0.3, header(Math.fround(-0.1), Math.fround(0.3)))).toBeCloseTo(1, 6);
    expect(fit(0, 10, header(-50, 50))).toBe(0.1);
    expect(fit(7, 7, header(7, 7))).toBe(1);
    expect(fit(0, 0, header(-10, 10))).toBe(0);
  });

  it('is -1 for a value outside', () => {
    expect(fit(-1, 10.01, header(-1, 10))).toBe(-1);
    expect(fit(-1.01, 10, header(-1, 10))).toBe(-1);
  });

  it('is -1 where most values are not finite, or there are none', () => {
    expect(fit(1, 2, header(1, 2), 5)).toBe(1);
    expect(fit(1, 2, header(1, 2), 6)).toBe(-1);
    expect(fit(Infinity, -Infinity, header(1, 2))).toBe(-1);
  });

  it('is -1 for the specks that whole numbers look like as floats', () => {
    expect(fit(1e-42, 3e-40, header(0, 5000))).toBe(-1);
    expect(fit(1e-42, 3e-40, header(0, 1e-35))).toBeGreaterThanOrEqual(0);
  });

  it('judges by the one side that is sent', () => {
    expect(fit(-300, 20, header(null, 20))).toBe(1);
    expect(fit(-300, 10, header(null, 20))).toBe(0.5);
    expect(fit(-300, 21, header(null, 20))).toBe(-1);
    expect(fit(-40, 1000, header(-40, null))).toBe(1);
    expect(fit(0, 1000, header(-40, null))).toBe(0);
    expect(fit(0, 5, header(0, null))).toBe(1);
  });
});

describe('ElementGuess', () => {
  const wave = Array.from({ length: 40 }, (_, i) => Math.round(Math.sin(i) * 90));
  const own = header(-90, 90);

  it.each<ElementType>(['float32', 'float64', 'int8', 'int16', 'int32'])('tells %s by equal extremes', (element) => {
    expect(guess(element, [[wave, own]])).toBe(`${element} ${AGREE}`);
  });

  it.each<[ElementType, number]>([
    ['uint8', 250],
    ['uint16', 65_000],
    ['uint32', 4e9],
  ])('tells %s by values no signed number of that width has', (element, top) => {
    expect(guess(element, [[[0, top / 2, top], header(0, top)]])).toBe(`${element} ${AGREE}`);
  });

  it.each<ElementType>(['float32', 'int32', 'int16', 'float64'])(
    'tells %s by running extremes far wider',
    (element) => {
      expect(guess(element, [[wave, header(-20_000, 30_000)]])).toBe(`${element} ${AGREE}`);
    },
  );

  it('tells decibels, all of one sign, by the one extreme that is sent', () => {
    const decibels = wave.map((value) => value / 3 - 60.5);
    expect(guess('float32', [[decibels, header(null, -20)]])).toBe(`float32 ${AGREE}`);
    expect(guess('float32', [[decibels, header(-91, null)]])).toBe(`float32 ${AGREE}`);
    expect(guess('uint8', [[[0, 9, 255], header(null, 255)]])).toBe(`uint8 ${AGREE}`);
  });

  it('believes a frame that agrees over one that does not', () => {
    const lying = header(1e6, 2e6);
    expect(
      guess('int32', [
        [wave, lying],
        [wave, own],
      ]),
    ).toBe(`int32 ${AGREE}`);
    expect(
      guess('float32', [
        [wave, own],
        [wave, lying],
      ]),
    ).toBe(`float32 ${AGREE}`);
  });

  it('overlooks some values that are not finite', () => {
    expect(guess('float32', [[[...wave, Number.NaN, Infinity], own]])).toBe(`float32 ${AGREE}`);
  });

  it('takes a black picture for what it is', () => {
    expect(guess('float32', [[wave.map((value) => value / 1e4), header(-9e3, 9e3)]])).toBe(`float32 ${AGREE}`);
  });

  it('takes the likeliest of the width where nothing agrees', () => {
    expect(guess('int16', [[wave, header(1000, 2000)]])).toBe('uint16 (assumed: no type agrees)');
    expect(guess('int32', [[wave, header(0.25, 0.75)]])).toBe('float32 (assumed: no type agrees)');
    expect(guess('uint8', [[[0, 100, 255], header(-160, 0)]])).toBe('uint8 (assumed: no type agrees)');
  });

  it('reads whole numbers that fit either way without a sign', () => {
    for (const signed of ['int8', 'int16', 'int32'] as const) {
      expect(guess(signed, [[[0, 5, 100], header(0, 100)]])).toBe(`u${signed} ${AGREE}`);
    }
  });

  it('takes the likeliest where no extremes are sent', () => {
    expect(guess('int32', [[wave, header(null, null)]])).toBe('float32 (assumed: no extremes are sent)');
    expect(new ElementGuess().best().element).toBe('float32');
  });

  it('believes the width of the frame that agrees', () => {
    const found = new ElementGuess();
    const read = (): { max: number; min: number; count: number; nonFinite: number } => ({
      max: 1,
      min: 0,
      count: 2,
      nonFinite: 0,
    });
    found.add(2, header(5, 9), read);
    found.add(8, header(0, 1), read);
    expect(found.best().element).toBe('float64');
  });
});

describe('extremesOf', () => {
  it('is the widest of all places, with what is not finite summed', () => {
    const into = new Sensors();
    into.begin(0);
    into.begin(1);
    [into.min[0], into.max[0], into.nonFinite[0]] = [2, 3, 1];
    [into.min[1], into.max[1], into.nonFinite[1]] = [-2, 1, 4];
    expect(extremesOf(into, 2, 9)).toEqual({ min: -2, max: 3, count: 9, nonFinite: 5 });
  });
});
