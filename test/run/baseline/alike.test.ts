import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/base/result.ts';
import { otherwise, unlike } from '../../../src/run/baseline/alike.ts';
import { repeatedResult } from '../../support/repeats.ts';

const settings = { frames: { value: 100, origin: '--frames' }, 'window-size': { value: 65_535, origin: 'default' } };
const one = repeatedResult([], { settings });
const target = one.target as NonNullable<RunResult['target']>;
const frames = one.frames as NonNullable<RunResult['frames']>;

describe('unlike', () => {
  it('finds nothing in what is the same, or where an option is new and not given', () => {
    expect(unlike(one, one)).toBeNull();
    expect(unlike(one, { ...one, settings: { ...settings, workers: { value: 1, origin: 'default' } } })).toBeNull();
    expect(unlike(one, { ...one, settings: { ...settings, repeat: { value: 9, origin: '--repeat' } } })).toBeNull();
    expect(unlike(one, { ...one, target: { ...target, address: 'other:1' } })).toBeNull();
    expect(unlike(one, { ...one, frames: { ...frames, payloadBytes: frames.payloadBytes * 1.04 } })).toBeNull();
  });

  const others: readonly (readonly [Partial<RunResult>, RegExp])[] = [
    [{ settings: { ...settings, frames: { value: 7, origin: '' } } }, /--frames is 100 in the baseline and 7 now/],
    [{ settings: { ...settings, workers: { value: 2, origin: '--workers' } } }, /--workers is not known .* and 2 now/],
    [{ settings: { ...settings, 'window-size': { value: 1, origin: '' } } }, /--window-size is 65535 .* and 1 now/],
    [{ settings: { ...settings, checks: { value: 'none', origin: '--checks' } } }, /--checks is not known .* none now/],
    [{ target: { ...target, embedded: true } }, /the server is one of its own .* the embedded simulator now/],
    [{ target: { ...target, security: 'tls' } }, /the security is not known .* tls now/],
    [{ layout: null }, /the layout is datastream.* and not known now/],
    [{ frames: { ...frames, payloadBytes: frames.payloadBytes * 2 } }, /a frame is 105100 bytes .* 210200 bytes now/],
  ];

  it.each(others)('names what differs: %o', (changes, words) => {
    expect(unlike(one, { ...one, ...changes })).toMatch(words);
  });
});

describe('otherwise', () => {
  it('notes another version, machine and address', () => {
    const environment = { node: 'v99.0.0', os: 'Linux 6.1', cpus: 64 };
    const tool = { name: 'grpc-validate', version: '9.9.9' } as const;
    const notes = otherwise(one, { ...one, tool, environment, target: { ...target, address: 'other:1' } });
    expect(notes).toEqual([
      'the tool is 0.1.0 in the baseline and 9.9.9 now',
      'the target is 127.0.0.1:50051 in the baseline and other:1 now',
      'Node is v20.20.2 in the baseline and v99.0.0 now',
      'the machine is Linux 6.1 with 2 CPUs in the baseline and Linux 6.1 with 64 CPUs now',
    ]);
    expect(otherwise(one, one)).toEqual([]);
  });

  it('takes no note of the simulator being on another port', () => {
    const embedded = { ...one, target: { ...target, embedded: true } };
    expect(otherwise(embedded, { ...one, target: { ...target, embedded: true, address: '127.0.0.1:9' } })).toEqual([]);
  });
});
