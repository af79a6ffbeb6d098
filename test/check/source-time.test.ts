import { describe, expect, it } from 'vitest';
import { FrameFacts } from '../../src/check/frame-facts.ts';
import { Shared } from '../../src/check/shared.ts';
import { newestSource } from '../../src/check/source-time.ts';
import { buildFrame, buildShape, expecting, without } from '../support/check-frames.ts';

describe('newestSource', () => {
  it('is the newest end, else start, else the send time, else null', () => {
    const shared = new Shared(0, 0, expecting());
    const facts = new FrameFacts();
    const frame = buildFrame({
      sourceTime: 99,
      rows: [
        { start: 5, end: 8, sensors: [] },
        { start: 4, end: 7, sensors: [] },
      ],
    });
    facts.read(frame);
    const seen = [[], ['rowEnd'], ['rowEnd', 'rowStart'], ['rowEnd', 'rowStart', 'sourceTime']] as const;
    const found = seen.map((absent) => {
      shared.places.shape = buildShape(without(...absent));
      return newestSource(frame, facts, shared);
    });
    expect(found).toEqual([8, 5, 99, null]);
  });
});
