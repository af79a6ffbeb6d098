import { describe, expect, it } from 'vitest';
import { hopeless, readBaseline } from '../../../src/cli/commands/bench-baseline.ts';
import { BENCH } from '../../../src/cli/options/tables.ts';
import { renderJson } from '../../../src/report/json.ts';
import { repeated, repeatedResult } from '../../support/repeats.ts';
import { failed } from '../../support/result-samples.ts';
import { scratchFile } from '../../support/scratch.ts';
import { settingsOf } from '../../support/settings.ts';

const saved = (result = repeatedResult(repeated('fps', [1, 2, 3]))): string =>
  scratchFile('a.json', renderJson(result));

describe('readBaseline', () => {
  it('reads what --save wrote, and nothing without a baseline', () => {
    const file = saved();
    const baseline = readBaseline(settingsOf(BENCH, { baseline: file, maxRegression: '5%' }));
    expect(baseline).toMatchObject({ file, maxRegression: 0.05, result: { command: 'bench' } });
    expect(readBaseline(settingsOf(BENCH))).toBeNull();
  });

  it('refuses what is no bench, what cannot be read, and a limit of nothing', () => {
    expect(() => readBaseline(settingsOf(BENCH, { baseline: saved(failed) }))).toThrow(
      /is a result of stream, not of bench/,
    );
    expect(() => readBaseline(settingsOf(BENCH, { baseline: '/no/such' }))).toThrow(
      /--baseline: cannot read \/no\/such/,
    );
    expect(() => readBaseline(settingsOf(BENCH, { maxRegression: '5%' }))).toThrow(/there is none/);
  });
});

describe('hopeless', () => {
  it('says beforehand that no run will be comparable', () => {
    const maxRegression = 0.2;
    const two = repeatedResult(repeated('fps', [1, 2]));
    expect(hopeless({ file: 'a.json', result: two, maxRegression })).toMatch(/^a\.json has 2 repeats .* --repeat 3$/);
    expect(hopeless({ file: 'a.json', result: repeatedResult(repeated('fps', [1, 2, 3])), maxRegression })).toBeNull();
  });
});
