import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../../../src/serve/spectrogram/fault/table.ts';

/** Rules that the server's stream alone can break. */
const RULES = [
  'structure.decodes',
  'structure.present',
  'structure.header',
  'structure.rows',
  'structure.sensor-ids',
  'structure.sensor-order',
  'structure.element',
  'dimension.sensors',
  'dimension.bins',
  'dimension.rows',
  'dimension.drift',
  'dimension.sensor-ids',
  'range.finite',
  'range.amplitude',
  'range.header',
  'range.header-loose',
  'range.clipping',
  'nonzero.frame',
  'nonzero.sensor',
  'nonzero.frozen',
  'nonzero.repeated',
  'nonzero.twins',
  'time.order',
  'time.duplicate',
  'time.gap',
  'time.overlap',
  'time.sequence',
  'time.rate',
  'time.realtime',
  'time.age',
  'time.future',
  'time.window',
  'job.identity',
  'job.id',
  'stream.first-frame',
  'stream.complete',
  'stream.freeze',
  'stream.freeze-share',
  'stream.status',
  'stream.stalled',
];

describe('FAULTS', () => {
  it('has a fault for every rule', () => {
    const tripped = new Set(FAULTS.flatMap(({ trips }) => trips));
    expect(RULES.filter((rule) => !tripped.has(rule))).toEqual([]);
  });

  it('names each fault once, explains it in a line, and lets it do something', () => {
    expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
    for (const fault of FAULTS) {
      expect(fault.help).toMatch(/^[^\n]{10,110}$/);
      expect(fault.trips.length).toBeGreaterThan(0);
      const { timing, values, frame, packed, bytes, act, startMs } = fault;
      expect([timing, values, frame, packed, bytes, act, startMs].some(Boolean)).toBe(true);
    }
  });
});
