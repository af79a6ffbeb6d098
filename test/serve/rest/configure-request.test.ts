import { describe, expect, it } from 'vitest';
import { readConfigure } from '../../../src/serve/rest/configure-request.ts';
import { CONFIGURE, WATERFALL } from '../../support/serve-rest.ts';

const instrument = { channels: { min: 1, max: 3000 }, prr: 1000 };
const read = (more: object, base: object = CONFIGURE): unknown => readConfigure({ ...base, ...more }, instrument);

describe('readConfigure', () => {
  it('reads a live multi-channel request', () => {
    expect(read({})).toEqual({
      viewType: 0,
      nfft: 1024,
      channels: { min: 1, max: 50 },
      frequencies: { min: 0, max: 500 },
      rowMs: 10,
      span: null,
    });
  });

  it('reads a historic one in epoch seconds, and what may be left out', () => {
    expect(read({ start_time: 1_700_000_000, end_time: 1_700_000_060.5 })).toMatchObject({
      span: { min: 1_700_000_000_000, max: 1_700_000_060_500 },
    });
    expect(read({ start_time: undefined, end_time: undefined, view_type: undefined })).toMatchObject({
      viewType: 0,
      span: null,
    });
  });

  it('reads a single channel with a long FFT and a waterfall without one', () => {
    const single = { view_type: 1, nfftSelection: 65_536, channels: { min: 7, max: 7 } };
    expect(read(single)).toMatchObject({ viewType: 1, nfft: 65_536, channels: { min: 7, max: 7 } });
    expect(read({}, WATERFALL)).toMatchObject({ viewType: 2, nfft: 1, frequencies: null, rowMs: null });
    expect(read({ frequencyRange: null, displayTimeAxisDuration: null }, WATERFALL)).toMatchObject({ nfft: 1 });
  });

  it('allows the most of everything', () => {
    expect(read({ channels: { min: 1, max: 2222 }, nfftSelection: 2048 })).toMatchObject({ nfft: 2048 });
    const fast = readConfigure({ ...CONFIGURE, frequencyRange: { min: 0, max: 1000 } }, { ...instrument, prr: 2000 });
    expect(fast.frequencies).toEqual({ min: 0, max: 1000 });
  });

  it.each([
    [{ channels: { min: 1, max: 2223 } }, 'channels are at most 2222, not 2223'],
    [{ channels: { min: 0, max: 5 } }, 'channels.min 0 is below the lowest, 1'],
    [{ channels: { min: 2990, max: 3001 } }, 'channels.max 3001 is above the highest, 3000'],
    [{ channels: { min: 9, max: 3 } }, 'channels.min 9 is above channels.max 3'],
    [{ channels: undefined }, 'channels is no object'],
    [{ frequencyRange: { min: 0, max: 1001 } }, 'frequencyRange.max is a number from 0 to 1000, not 1001'],
    [{ frequencyRange: { min: 0, max: 501 } }, 'frequencyRange.max 501 is above PRR/2, 500 Hz'],
    [{ frequencyRange: { min: -1, max: 5 } }, 'frequencyRange.min is a number from 0 to 1000, not -1'],
    [{ nfftSelection: 1000 }, 'nfftSelection is a power of two, not 1000'],
    [{ nfftSelection: 64 }, 'nfftSelection of a multi-channel view is a whole number from 128 to 2048, not 64'],
    [{ nfftSelection: 4096 }, 'nfftSelection of a multi-channel view is a whole number from 128 to 2048, not 4096'],
    [
      { view_type: 1, nfftSelection: 131_072, channels: { min: 1, max: 1 } },
      'nfftSelection is a whole number from 128 to 65536, not 131072',
    ],
    [{ view_type: 1 }, 'channels of a single-channel view are 1, not 50'],
    [{ view_type: 3 }, 'view_type is 0 (multi-channel), 1 (single-channel) or 2 (waterfall)'],
    [{ displayTimeAxisDuration: 0 }, 'displayTimeAxisDuration is a number from 0.001 to 86400, not 0'],
    [{ displayInfo: {} }, 'displayInfo.height is a whole number from 1 to 100000, not absent'],
    [{ start_time: 1_700_000_000 }, 'end_time is a number from 946684800 to 4102444800, not null'],
    [{ start_time: 2e9, end_time: 1e9 }, 'end_time 1000000000 is not after start_time 2000000000'],
  ])('refuses %j, naming field and limit', (more, message) => {
    expect(() => read(more)).toThrow(message);
  });

  it.each([
    [{ nfftSelection: 1024 }, 'nfftSelection of a waterfall is 1'],
    [{ frequencyRange: { min: 0, max: 5 } }, 'frequencyRange has no place in a waterfall'],
    [{ displayTimeAxisDuration: 5 }, 'displayTimeAxisDuration has no place in a waterfall'],
  ])('refuses a waterfall with %j', (more, message) => {
    expect(() => read(more, WATERFALL)).toThrow(message);
  });

  it('refuses a body that is no object', () => {
    expect(() => readConfigure([], instrument)).toThrow('the body is no object');
  });
});
