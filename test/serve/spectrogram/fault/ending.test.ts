import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../../../src/serve/spectrogram/faults.ts';
import { makeFrames } from '../../../support/serve-frames.ts';

function acts(faults: string): unknown[] {
  return makeFrames({ faults }, 5).slots.map(({ act }) => act);
}

describe('a fault of the ending', () => {
  it.each([
    ['end@3', { kind: 'end' }],
    ['hang@3', { kind: 'hang' }],
    ['status@3:UNAVAILABLE', { kind: 'status', code: 14, message: 'scripted status' }],
    ['status@3:8:too much', { kind: 'status', code: 8, message: 'too much' }],
    ['reset@3', { kind: 'reset', code: 2 }],
    ['reset@3:8', { kind: 'reset', code: 8 }],
    ['disconnect@3', { kind: 'disconnect' }],
  ])('%s happens in place of frame 3', (script, act) => {
    expect(acts(script)).toEqual([null, null, null, act, null]);
    expect(makeFrames({ faults: script }).bytes[3]).toBeNull();
  });

  it('no-frames ends at once', () => {
    expect(acts('no-frames')[0]).toEqual({ kind: 'end' });
  });

  it('stall holds one frame back and leaves the schedule alone', () => {
    const { slots } = makeFrames({ faults: 'stall@3:2s' }, 5);
    expect(slots.map(({ holdMs }) => holdMs)).toEqual([0, 0, 0, 2000, 0]);
    expect(slots.map(({ dueMs }) => dueMs)).toEqual([0, 50, 100, 150, 200]);
  });

  it('slow stretches the schedule from then on, source time keeps its steps', () => {
    const slow = makeFrames({ faults: 'slow@2:0.5' }, 6);
    expect(slow.slots.map(({ dueMs }) => dueMs)).toEqual([0, 50, 100, 200, 300, 400]);
    expect(slow.bytes).toEqual(makeFrames({}, 6).bytes);
  });

  it('late-first delays the start of the stream', () => {
    const [fault] = parseFaults('late-first:6s');
    expect(fault?.definition.startMs?.(fault)).toBe(6000);
  });
});
