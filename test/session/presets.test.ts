import { describe, expect, it } from 'vitest';
import { createSessionConfig } from '../../src/session/config.ts';
import { PRESETS, PRESET_NAMES, parsePreset, presetConfig } from '../../src/session/presets.ts';

const defaults = createSessionConfig();

describe('the presets', () => {
  it('are as tabled', () => {
    expect(PRESETS).toEqual({
      PRODUCTION: { ...defaults, pingTimeout: 30 },
      DEVELOPMENT: {
        ...defaults,
        streamingMode: 'async_for',
        pingStrategy: 'on_idle',
        pingInterval: 10,
        pingTimeout: 60,
        maxQueueSize: 100,
        publish: false,
        maxConsecutiveErrors: 10,
      },
      TESTING: {
        ...defaults,
        streamingMode: 'async_for',
        pingStrategy: 'disabled',
        maxQueueSize: 10,
        yieldEventLoop: false,
        publish: false,
        logging: false,
        maxConsecutiveErrors: 0,
      },
      HIGH_THROUGHPUT: {
        ...defaults,
        streamingMode: 'async_for',
        pingStrategy: 'on_idle',
        pingInterval: 30,
        pingTimeout: 180,
        maxQueueSize: 10_000,
        logging: false,
        maxConsecutiveErrors: 10,
      },
      LOW_LATENCY: { ...defaults, pingStrategy: 'interval', pingInterval: 1, pingTimeout: 5, maxQueueSize: 100 },
    });
  });

  it.each(PRESET_NAMES)('%s is frozen', (name) => {
    expect(Object.isFrozen(PRESETS[name])).toBe(true);
  });
});

describe('presetConfig', () => {
  it('changes what it is told to, and leaves what is undefined', () => {
    expect(presetConfig('TESTING', { maxQueueSize: 7, logging: undefined })).toEqual({
      ...PRESETS.TESTING,
      maxQueueSize: 7,
    });
  });

  it('makes the pingTimeout that a preset does not name anew', () => {
    expect(presetConfig('TESTING', { pingInterval: 50 }).pingTimeout).toBe(300);
    expect(() => presetConfig('LOW_LATENCY', { pingInterval: 6 })).toThrow('pingTimeout');
  });
});

describe('parsePreset', () => {
  it.each(['HIGH_THROUGHPUT', 'high-throughput', ' High_Throughput '])('reads %j', (text) => {
    expect(parsePreset(text)).toBe('HIGH_THROUGHPUT');
  });

  it('refuses another, with the nearest', () => {
    expect(() => parsePreset('PRODUCTON')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('PRODUCTION') as string }),
    );
  });
});
