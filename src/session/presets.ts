import { Failure } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';
import type { SessionConfig, SessionSettings } from './config.ts';
import { createSessionConfig } from './config.ts';

export const PRESET_NAMES = ['PRODUCTION', 'DEVELOPMENT', 'TESTING', 'HIGH_THROUGHPUT', 'LOW_LATENCY'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** What each preset says; the rest is the default. */
const SAID: Readonly<Record<PresetName, SessionSettings>> = {
  PRODUCTION: { pingTimeout: 30 },
  DEVELOPMENT: {
    streamingMode: 'async_for',
    pingStrategy: 'on_idle',
    pingInterval: 10,
    pingTimeout: 60,
    maxQueueSize: 100,
    publish: false,
    maxConsecutiveErrors: 10,
  },
  TESTING: {
    streamingMode: 'async_for',
    pingStrategy: 'disabled',
    maxQueueSize: 10,
    yieldEventLoop: false,
    publish: false,
    logging: false,
    maxConsecutiveErrors: 0,
  },
  HIGH_THROUGHPUT: {
    streamingMode: 'async_for',
    pingStrategy: 'on_idle',
    pingInterval: 30,
    pingTimeout: 180,
    maxQueueSize: 10_000,
    logging: false,
    maxConsecutiveErrors: 10,
  },
  LOW_LATENCY: { pingStrategy: 'interval', pingInterval: 1, pingTimeout: 5, maxQueueSize: 100 },
};

/** The configurations there are by name. */
export const PRESETS: Readonly<Record<PresetName, SessionConfig>> = Object.freeze({
  PRODUCTION: createSessionConfig(SAID.PRODUCTION),
  DEVELOPMENT: createSessionConfig(SAID.DEVELOPMENT),
  TESTING: createSessionConfig(SAID.TESTING),
  HIGH_THROUGHPUT: createSessionConfig(SAID.HIGH_THROUGHPUT),
  LOW_LATENCY: createSessionConfig(SAID.LOW_LATENCY),
});

/** A preset with other values for some fields; throws as createSessionConfig does. */
export function presetConfig(name: PresetName, changes: SessionSettings = {}): SessionConfig {
  const said = Object.entries(changes).filter(([, value]) => value !== undefined);
  return createSessionConfig({ ...SAID[name], ...Object.fromEntries(said) });
}

/** A preset's name in any case, words apart by `_` or `-`; throws a `config` Failure for another. */
export function parsePreset(text: string): PresetName {
  const wanted = text.trim().toUpperCase().replaceAll('-', '_');
  const name = PRESET_NAMES.find((candidate) => candidate === wanted);
  if (name !== undefined) return name;
  throw new Failure('config', `there is no preset ${printable(text)}`, {
    hint: didYouMean(wanted, PRESET_NAMES) ?? `presets: ${PRESET_NAMES.join(', ')}`,
  });
}
