import { describe, expect, it } from 'vitest';
import { checkContradictions } from '../../../src/cli/commands/contradictions.ts';
import { STREAM } from '../../../src/cli/options/tables.ts';
import { settingsOf } from '../../support/settings.ts';

describe('checkContradictions', () => {
  it.each([
    [{ live: true, ended: true }, /--live and --ended/],
    [{ frames: '9', maxFrames: '5' }, /--frames above --max-frames/],
    [{ minFrames: '9', maxFrames: '5' }, /--min-frames above/],
    [{ json: true, output: 'line' }, /--json and --output line/],
    [{ sensors: '5', sensorIds: '1..6' }, /--sensors 5 and --sensor-ids \(6 ids\)/],
  ])('refuses %j', (said, words) => {
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
      minFrames: '9',
    };
    expect(() => checkContradictions(settingsOf(STREAM, said).values)).not.toThrow();
  });
});
