import { describe, expect, it } from 'vitest';
import { checkContradictions, settleContradictions } from '../../../src/cli/commands/contradictions.ts';
import { STREAM } from '../../../src/cli/options/tables.ts';
import { settle } from '../../../src/cli/settings.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

describe('settleContradictions', () => {
  it.each([
    [{ tls: true, plaintext: true }, /--tls and --plaintext/],
    [{ live: true, ended: true }, /--live and --ended/],
    [{ frames: '9', maxFrames: '5' }, /--frames 9 and --max-frames 5/],
    [{ minFrames: '9', maxFrames: '5' }, /--min-frames 9 and --max-frames 5/],
    [{ minFrames: '9', frames: '5', maxFrames: '9' }, /--min-frames 9 and --frames 5/],
    [{ json: true, output: 'line' }, /--json and --output line/],
    [{ sensors: '5', sensorIds: '1..6' }, /--sensors 5 and --sensor-ids \(6 ids\)/],
  ])('refuses %j', (said, words) => {
    expect(() => settleContradictions(settingsOf(STREAM, said))).toThrow(words);
    expect(() => checkContradictions(settingsOf(STREAM, said).values)).toThrow(words);
  });

  it('lets agreeing flags pass', () => {
    const said = {
      json: true,
      output: 'json',
      sensors: '6',
      sensorIds: '1..6',
      frames: '5',
      maxFrames: '9',
      minFrames: '5',
    };
    const settings = settingsOf(STREAM, said);
    expect(settleContradictions(settings)).toBe(settings);
  });

  it.each([
    [['plaintext', true], 'TLS', 'true', 'tls', false],
    [['ended', true], 'LIVE', 'true', 'live', false],
    [['output', ['line']], 'JSON', 'true', 'json', false],
    [['output', ['table']], 'JSON', 'true', 'json', false],
    [['json', true], 'OUTPUT', 'ndjson', 'output', 'table'],
    [['frames', ['9']], 'MAX_FRAMES', '5', 'maxFrames', null],
    [['maxFrames', ['5']], 'FRAMES', '9', 'frames', null],
    [['maxFrames', ['5']], 'MIN_FRAMES', '9', 'minFrames', null],
    [['sensorIds', ['1..3']], 'SENSORS', '5', 'sensors', null],
    [['configure', ['x.json']], 'JOB', 'a', 'job', null],
  ] as const)('lets the flag %j win over GRPC_VALIDATE_%s=%s', (flag, name, text, key, left) => {
    const env = { [`GRPC_VALIDATE_${name}`]: text };
    const settings = settleContradictions(
      settle(STREAM, { flags: new Map<string, boolean | readonly string[]>([flag]), env, config: NO_CONFIG }),
    );
    expect(settings.values[key]).toBe(left);
    expect([settings.origin(key), settings.level(key)]).toEqual([null, 0]);
    expect(Object.values(settings.record).filter(({ origin }) => origin.startsWith('GRPC'))).toEqual([]);
  });
});
