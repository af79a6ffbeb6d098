import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import type { SessionConfig } from '../../src/session/config.ts';
import { SESSION_FIELDS, createSessionConfig, fieldTakes } from '../../src/session/config.ts';

/** As the design tables them. */
const DEFAULTS: SessionConfig = {
  streamingMode: 'anext',
  pingStrategy: 'interval',
  pingInterval: 5,
  pingTimeout: 30,
  maxQueueSize: 1000,
  queueTimeout: 10,
  yieldEventLoop: true,
  connectionTimeout: null,
  maxConsecutiveErrors: 3,
  publish: true,
  publishPrefix: 'grpc',
  publishMessages: true,
  publishCommands: true,
  circuitBreaker: true,
  circuitBreakerThreshold: 5,
  circuitBreakerTimeout: 60,
  logging: true,
  loggerName: null,
};

/** The least and the most of each range, and what lies just outside. */
const RANGES: readonly (readonly [keyof SessionConfig, good: unknown[], bad: unknown[]])[] = [
  ['streamingMode', ['async_for', 'anext'], ['', 'ANEXT', null]],
  ['pingStrategy', ['interval', 'on_idle', 'disabled'], ['off', true]],
  ['pingInterval', [0.001, 60], [0, -1, 60.5, 301, '5', Number.NaN]],
  ['pingTimeout', [5, 600], [0, 4.9, 600.1, null]],
  ['maxQueueSize', [1, 100_000], [0, 100_001, 1.5]],
  ['queueTimeout', [0.001, 60, null], [0, 60.1]],
  ['yieldEventLoop', [true, false], [1, 'false']],
  ['connectionTimeout', [0.001, 3600, null], [0, 3600.1]],
  ['maxConsecutiveErrors', [0, 100], [-1, 101, 0.5]],
  ['publish', [true, false], ['on']],
  ['publishPrefix', ['x', 'x'.repeat(50)], ['', 'x'.repeat(51), null]],
  ['publishMessages', [true, false], [0]],
  ['publishCommands', [true, false], [0]],
  ['circuitBreaker', [true, false], [0]],
  ['circuitBreakerThreshold', [1, 100], [0, 101]],
  ['circuitBreakerTimeout', [0.001, 600], [0, 600.1]],
  ['logging', [true, false], ['yes']],
  ['loggerName', ['x', 'x'.repeat(100), null], ['', 'x'.repeat(101)]],
];

const make = (given: object): SessionConfig => createSessionConfig(given);

describe('createSessionConfig', () => {
  it('is the default where nothing is given, undefined included', () => {
    expect(make({})).toEqual(DEFAULTS);
    expect(make({ pingInterval: undefined })).toEqual(DEFAULTS);
  });

  it('is frozen', () => {
    expect(Object.isFrozen(make({}))).toBe(true);
  });

  it('knows every field of the table', () => {
    expect(RANGES.map(([field]) => field)).toEqual(SESSION_FIELDS);
    expect(Object.keys(DEFAULTS)).toEqual(SESSION_FIELDS);
  });

  describe.each(RANGES)('%s', (field, good, bad) => {
    it.each(good)('takes %j', (value) => {
      expect(make({ [field]: value })[field]).toBe(value);
    });

    it.each(bad)('refuses %j, naming itself', (value) => {
      expect(() => make({ [field]: value })).toThrow(Failure);
      expect(() => make({ [field]: value })).toThrow(field);
    });

    it('says what it takes', () => expect(fieldTakes(field)).not.toBe(''));
  });

  it.each([
    [1, 6],
    [10, 60],
    [60, 360],
  ])('makes pingTimeout of a pingInterval of %d: %d', (pingInterval, pingTimeout) => {
    expect(make({ pingInterval }).pingTimeout).toBe(pingTimeout);
  });

  it('caps the pingTimeout it makes at 600', () => {
    expect(make({ pingStrategy: 'disabled', pingInterval: 300 }).pingTimeout).toBe(600);
  });

  it.each(['interval', 'on_idle'])(
    'takes at most 60 s between pings with %s, and 300 s without pings',
    (pingStrategy) => {
      expect(() => make({ pingStrategy, pingInterval: 61 })).toThrow('at most 60');
      expect(make({ pingStrategy: 'disabled', pingInterval: 61 }).pingInterval).toBe(61);
      expect(() => make({ pingStrategy: 'disabled', pingInterval: 300.1 })).toThrow('pingInterval');
    },
  );

  it('refuses a pingTimeout shorter than the pingInterval, and takes one as long', () => {
    expect(() => make({ pingInterval: 10, pingTimeout: 9 })).toThrow(/pingTimeout.*shorter than pingInterval/);
    expect(make({ pingInterval: 10, pingTimeout: 10 }).pingTimeout).toBe(10);
  });

  it('refuses a field there is not, with the nearest', () => {
    expect(() => make({ pingIntervall: 5 })).toThrow(
      expect.objectContaining({ code: 'config', hint: expect.stringContaining('pingInterval') as string }),
    );
    expect(() => make({ x: 5 })).toThrow('there is no session setting x');
  });
});
