import { describe, expect, it } from 'vitest';
import { Places } from '../../src/check/places.ts';
import { RowSteps, farthest } from '../../src/check/row-steps.ts';
import { buildFrame, buildShape, without } from '../support/check-frames.ts';
import type { PlainRow } from '../support/check-frames.ts';

/** One row a frame; a row is its start, or start and content, 10 ms long. */
function follow(rows: readonly (number | [number, number])[], nominal?: number, canvas?: (at: number) => number) {
  const places = new Places({ stream: 0, requestAt: 0, frequencies: [] });
  places.shape = buildShape();
  const steps = new RowSteps(places, nominal);
  const seen: string[] = [];
  steps.onRow.push(({ kind, frame }) => kind !== 'forward' && seen.push(`${kind} ${frame}`));
  steps.onStep.push(({ size, frame }) => size !== 'even' && seen.push(`${size} ${frame}`));
  rows.forEach((row, index) => {
    const [start, content] = typeof row === 'number' ? [row, index + 1] : row;
    const plain: PlainRow = {
      start,
      end: start + 10,
      canvas: canvas?.(index) ?? 0,
      sensors: [{ id: 1, values: [content] }],
    };
    steps.read(buildFrame({ index, rows: [plain] }));
  });
  steps.end();
  return { steps, seen };
}

const even = Array.from({ length: 25 }, (_, at) => at * 10);

describe('RowSteps', () => {
  it('finds nothing in even steps', () => {
    expect(follow(even).seen).toEqual([]);
    expect(follow(even).steps.dt).toBe(10);
  });

  it('keeps its reference when one row goes back and the next goes on', () => {
    expect(follow([0, 10, 20, 5, 30, 40], 10).seen).toEqual(['order 3']);
    expect(follow([0, 10, 30, 20, 40, 50], 10).seen).toEqual(['gap 2', 'order 3']);
  });

  it('begins anew where the rows go on from the one that went back', () => {
    expect(follow([1000, 1010, 0, 10, 20, 30], 10).seen).toEqual(['order 2']);
    expect(follow([1000, 1010, 0, 10, 50, 60], 10).seen).toEqual(['order 2', 'gap 4']);
    expect(follow([1000, 1010, 0, 500, 1020], 10).seen).toEqual(['order 2', 'order 3']);
    expect(follow([1000, 1010, 0, 10, 20, 30, 40]).seen).toEqual(['order 2']);
  });

  it('calls a row repeated, not overlapping, wherever it stands', () => {
    const twice: [number, number] = [20, 7];
    expect(follow([0, 10, twice, twice, 30], 10).seen).toEqual(['duplicate 3']);
    const back: [number, number] = [5, 7];
    expect(follow([0, 10, 20, back, back, 30], 10).seen).toEqual(['order 3', 'duplicate 4']);
    expect(follow([0, 10, twice, twice, 30], 10).steps.duplicates).toBe(1);
  });

  it('takes equal times with other content for an overlap', () => {
    expect(follow([0, 10, 20, 20, 30], 10).seen).toEqual(['overlap 3']);
  });

  it('follows each canvas on its own', () => {
    const rows = even.flatMap((start) => [start, start + 5000]);
    expect(follow(rows, 10, (at) => at % 2).seen).toEqual([]);
    expect(follow(rows, 10).seen).not.toEqual([]);
  });

  it('judges late, and in order, what came before dt was known', () => {
    const rows = even.map((start) => (start >= 50 ? start + 30 : start));
    expect(follow(rows).seen).toEqual(['gap 5']);
    expect(follow([0, 10, 20, 60]).seen).toEqual(['gap 3']);
    expect(follow([0, 10, 60]).seen).toEqual([]);
  });

  it('knows nothing of a step across a message no frame could be made of', () => {
    const places = new Places({ stream: 0, requestAt: 0, frequencies: [] });
    places.shape = buildShape();
    const steps = new RowSteps(places, 10);
    const seen: string[] = [];
    steps.onRow.push(({ kind, frame }) => kind !== 'forward' && seen.push(`${kind} ${frame}`));
    steps.onStep.push(({ size, frame }) => seen.push(`${size} ${frame}`));
    const read = (index: number, start: number): void =>
      steps.read(buildFrame({ index, rows: [{ start, end: start + 10, sensors: [{ id: 1, values: [index] }] }] }));
    read(0, 0);
    steps.bad(1);
    read(2, 20);
    read(3, 50);
    steps.bad(4);
    read(5, 40);
    read(6, 60);
    expect(seen).toEqual(['gap 3', 'order 5', 'even 6']);
  });

  it('sees the step across a bad message that was held back with the first frame', () => {
    const places = new Places({ stream: 0, requestAt: 0, frequencies: [] });
    places.shape = buildShape();
    const steps = new RowSteps(places, 10);
    let judged = 0;
    steps.onStep.push(() => (judged += 1));
    steps.bad(1);
    for (const index of [0, 2]) {
      steps.read(buildFrame({ index, rows: [{ start: index * 10, end: index * 10 + 10, sensors: [] }] }));
    }
    expect(judged).toBe(0);
  });

  it('follows 4096 canvases and counts the rows of others', () => {
    const rows = Array.from({ length: 4100 }, () => 0);
    expect(follow(rows, 10, (at) => at).steps.unfollowed).toBe(4);
  });

  it('calls nothing repeated when values were not looked at, and follows nothing without times', () => {
    const places = new Places({ stream: 0, requestAt: 0, frequencies: [] });
    const steps = new RowSteps(places, 10);
    let seen = 0;
    steps.onRow.push(() => (seen += 1));
    const frame = buildFrame({
      rows: [
        { start: 1, end: 2, sensors: [] },
        { start: 1, end: 2, sensors: [] },
      ],
    });
    places.shape = buildShape(without('rowStart'));
    steps.read(frame);
    expect(seen).toBe(0);
    places.shape = buildShape();
    steps.read(frame);
    expect(seen).toBe(1);
    expect(steps.duplicates).toBe(0);
  });
});

describe('farthest', () => {
  it('is 1.5 dt + 1 ms', () => {
    expect(farthest(10)).toBe(16);
  });
});
