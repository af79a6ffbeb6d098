import { describe, expect, it } from 'vitest';
import type { OutputValues } from '../../src/cli/options/output.ts';
import { OUTPUT } from '../../src/cli/options/output.ts';
import { both, settleRivals } from '../../src/cli/rivals.ts';
import { settle } from '../../src/cli/settings.ts';
import { NO_CONFIG, settingsOf } from '../support/settings.ts';

const LOUD = [both<OutputValues>('quiet', 'config')];

describe('settleRivals', () => {
  it('leaves options alone that do not exclude each other', () => {
    const settings = settingsOf(OUTPUT, { quiet: true, json: true, output: 'json' });
    expect(settleRivals(OUTPUT, settings, LOUD)).toBe(settings);
  });

  it('refuses two rivals of one level, naming both', () => {
    const settings = settingsOf(OUTPUT, { quiet: true, config: 'a.yaml' });
    expect(() => settleRivals(OUTPUT, settings, LOUD)).toThrow('--quiet and --config contradict each other');
  });

  it('lets the higher level win', () => {
    const flags = new Map([['quiet', true]]);
    const settings = settle(OUTPUT, { flags, env: { GRPC_VALIDATE_CONFIG: 'a.yaml' }, config: NO_CONFIG });
    expect(settleRivals(OUTPUT, settings, LOUD).values).toMatchObject({ quiet: true, config: null });
  });

  it('knows that --json is an output', () => {
    const settings = settingsOf(OUTPUT, { json: true, output: 'line' });
    expect(() => settleRivals(OUTPUT, settings, [])).toThrow('--json and --output line contradict each other');
    const flags = new Map([['json', true]]);
    const env = { GRPC_VALIDATE_OUTPUT: 'line' };
    const settled = settleRivals(OUTPUT, settle(OUTPUT, { flags, env, config: NO_CONFIG }), []);
    expect(settled.values).toMatchObject({ json: true, output: 'table' });
  });
});
