import { describe, expect, it } from 'vitest';
import { Places } from '../../src/check/places.ts';
import { SequenceTracker } from '../../src/check/sequence-tracker.ts';
import { buildFrame, buildShape } from '../support/check-frames.ts';

interface Followed {
  readonly bad: number[];
  readonly lost: number | null;
  readonly repeated: number | null;
}

/** Frames of these numbers; null is a message that did not decode. */
function follow(numbers: readonly (number | null)[], { streams = 1, rows = 1, field = 'frame_number' } = {}): Followed {
  const places = new Places({ stream: 0, requestAt: 0, frequencies: [] });
  places.shape = buildShape(undefined, { sequence: field });
  const tracker = new SequenceTracker(places, streams);
  const bad: number[] = [];
  tracker.onStep = ({ ok, frame, place }) => {
    if (!ok) bad.push(place?.().frame === frame ? frame : -1);
  };
  const plainRows = Array.from({ length: rows }, () => ({ sensors: [] }));
  numbers.forEach((sequence, index) => {
    if (sequence !== null) tracker.read(buildFrame({ index, sequence, rows: plainRows }));
  });
  return { bad, lost: tracker.lost, repeated: tracker.repeated };
}

describe('SequenceTracker', () => {
  it.each<[string, (number | null)[], number[], number, number]>([
    ['counts on', [1, 2, 3], [], 0, 0],
    ['begins at the first number other than 0', [0, 1, 2], [], 0, 0],
    ['counts what is left out', [1, 4, 5], [1], 2, 0],
    ['counts a repetition once', [1, 2, 2, 3], [2], 0, 1],
    ['keeps its reference when one number goes back', [1, 2, 4, 3, 5, 6], [2, 3], 1, 1],
    ['begins anew where numbers go on from the one that went back', [100, 101, 1, 2, 3], [2], 0, 1],
    ['takes a 0 between numbers for a repetition', [5, 0, 6], [1], 0, 1],
    ['does not call a message lost that came and did not decode', [1, 2, null, 4], [], 0, 0],
    ['counts what is lost beside a message that did not decode', [1, null, 5], [2], 2, 0],
  ])('%s', (_, numbers, bad, lost, repeated) => {
    expect(follow(numbers)).toEqual({ bad, lost, repeated });
  });

  it('takes a constant stride of the number of streams for whole', () => {
    expect(follow([2, 5, 8, 11], { streams: 3 })).toEqual({ bad: [], lost: 0, repeated: 0 });
    expect(follow([2, 5, 8, 14], { streams: 3 })).toEqual({ bad: [3], lost: 1, repeated: 0 });
    expect(follow([2, 5, 8, 10], { streams: 3 })).toEqual({ bad: [3], lost: 0, repeated: 0 });
    expect(follow([1, 2, 3, 6], { streams: 3 })).toEqual({ bad: [3], lost: 2, repeated: 0 });
  });

  it('takes back its belief in a stride when the next step denies it', () => {
    expect(follow([1, 4, 5, 6], { streams: 3 })).toEqual({ bad: [1], lost: 2, repeated: 0 });
  });

  it('counts rows where the field numbers rows', () => {
    expect(follow([0, 4, 8, 12], { rows: 4, field: 'row_index' })).toMatchObject({ bad: [], lost: 0 });
    expect(follow([1, 5, 13], { rows: 4, field: 'row_index' })).toMatchObject({ bad: [2], lost: 1 });
  });

  it('knows of nothing lost where nothing is numbered', () => {
    expect(follow([0, 0])).toEqual({ bad: [], lost: null, repeated: null });
  });
});
