import { describe, expect, it } from 'vitest';
import type { ConfigureRequest } from '../../../src/run/focus/configure-request.ts';
import { readConfigureRequest } from '../../../src/run/focus/configure-request.ts';
import { HandClock } from '../../support/hand-clock.ts';
import { scratchFile } from '../../support/scratch.ts';

const NOW = 1_767_225_600_000;
const clock = new HandClock(0, NOW);
const LIVE = {
  displayTimeAxisDuration: 10,
  nfftSelection: 1024,
  displayInfo: { height: 1000 },
  channels: { min: 1, max: 50 },
  frequencyRange: { min: 0, max: 500 },
  start_time: null,
  end_time: null,
  view_type: 0,
};
const WATERFALL = { nfftSelection: 1, channels: { min: 1, max: 50 }, view_type: 2 };

const read = (request: unknown): ConfigureRequest =>
  readConfigureRequest(scratchFile('job.json', JSON.stringify(request, null, 1)), clock);

describe('readConfigureRequest', () => {
  it('sends a live request as it stands and knows what it asked for', () => {
    const { body, facts } = read({ ...LIVE, somethingNew: [1] });
    expect(body).toEqual({ ...LIVE, somethingNew: [1] });
    expect(facts).toEqual({
      viewType: 0,
      channels: { min: 1, max: 50 },
      nfft: 1024,
      frequencyRange: { min: 0, max: 500 },
      live: true,
    });
  });

  it('turns times before now into epoch seconds by the clock', () => {
    const { body, facts } = read({ ...LIVE, start_time: 'now-10m', end_time: 'now-90s' });
    expect(body).toMatchObject({ start_time: NOW / 1000 - 600, end_time: NOW / 1000 - 90 });
    expect(facts).toMatchObject({ live: false, startMs: NOW - 600_000, endMs: NOW - 90_000 });
  });

  it('takes a start without an end', () => {
    const { body, facts } = read({ ...LIVE, start_time: NOW / 1000 });
    expect(body).toMatchObject({ start_time: NOW / 1000, end_time: null });
    expect(facts).toMatchObject({ live: false, startMs: NOW });
    expect(facts).not.toHaveProperty('endMs');
  });

  it('takes a live request that mentions no time, and adds none', () => {
    const { start_time: _, end_time: __, ...bare } = LIVE;
    const { body, facts } = read(bare);
    expect(body).toEqual(bare);
    expect(facts.live).toBe(true);
  });

  it.each([
    [{ ...LIVE, nfftSelection: 2048 }],
    [{ ...LIVE, nfftSelection: 128 }],
    [{ ...LIVE, nfftSelection: 65_536, view_type: 1 }],
    [{ ...LIVE, channels: { min: 1, max: 2222 } }],
    [{ ...LIVE, frequencyRange: { min: 0, max: 1000 } }],
    [{}],
    [{ nfftSelection: 1 }],
    [WATERFALL],
    [{ ...WATERFALL, frequencyRange: null, displayTimeAxisDuration: null }],
  ])('takes %j, at the limit', (request) => {
    expect(() => read(request)).not.toThrow();
  });

  it.each([
    ['channels', { ...LIVE, channels: { min: 1, max: 2223 } }, 'at most 2222 channels, not 2223'],
    ['channels.min', { ...LIVE, channels: { min: 1.5, max: 3 } }, 'a whole number, 0 or more, not 1.5'],
    ['nfftSelection', { ...LIVE, nfftSelection: 1000 }, 'a power of two from 128 to 2048 for the multi-channel view'],
    ['nfftSelection', { ...LIVE, nfftSelection: 4096 }, 'a power of two from 128 to 2048 for the multi-channel view'],
    ['nfftSelection', { ...LIVE, nfftSelection: 64, view_type: 1 }, 'a power of two from 128 to 65536, not 64'],
    ['nfftSelection', { ...LIVE, nfftSelection: 131_072, view_type: 1 }, 'a power of two from 128 to 65536'],
    ['nfftSelection', { nfftSelection: 2 }, 'a power of two from 128 to 65536, not 2'],
    ['nfftSelection', { ...WATERFALL, nfftSelection: 128 }, '1 for a waterfall, not 128'],
    ['frequencyRange', { ...WATERFALL, frequencyRange: { min: 0, max: 1 } }, 'to be left out of a waterfall'],
    ['displayTimeAxisDuration', { ...WATERFALL, displayTimeAxisDuration: 10 }, 'to be left out of a waterfall'],
    ['frequencyRange.max', { ...LIVE, frequencyRange: { min: 0, max: 1001 } }, 'a frequency from 0 to 1000 Hz'],
    ['displayTimeAxisDuration', { ...LIVE, displayTimeAxisDuration: 0 }, 'a time above 0, not 0'],
    ['displayInfo.height', { ...LIVE, displayInfo: { height: -1 } }, 'a height above 0, not -1'],
    ['view_type', { ...LIVE, view_type: 3 }, '0 (multi-channel), 1 (single-channel) or 2 (waterfall), not 3'],
    ['start_time', { ...LIVE, start_time: 'soon' }, 'epoch seconds, "now", "now-10m" or null'],
    ['start_time', { ...LIVE, start_time: NOW }, 'epoch seconds, "now", "now-10m" or null'],
    ['end_time', { ...LIVE, end_time: 'now' }, 'a start_time beside it'],
    ['end_time', { ...LIVE, start_time: 'now', end_time: 'now-1m' }, 'a time after start_time'],
  ])('refuses %s of %j, naming file, line and field', (field, request, wanted) => {
    let thrown: unknown;
    try {
      read(request);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'config', exitCode: 2 });
    const { message } = thrown as Error;
    expect(message).toMatch(/job\.json:\d+: /);
    expect(message).toContain(`: ${field} needs ${wanted}`);
  });
});
