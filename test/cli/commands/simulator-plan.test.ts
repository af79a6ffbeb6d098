import { describe, expect, it } from 'vitest';
import { planEmbedded } from '../../../src/cli/commands/simulator-plan.ts';
import { EMBEDDED } from '../../../src/cli/options/checks.ts';
import { settingsOf } from '../../support/settings.ts';

describe('planEmbedded', () => {
  it('starts nothing when there is a target, and refuses faults for it', () => {
    expect(planEmbedded(settingsOf(EMBEDDED).values, false)).toBeUndefined();
    expect(() => planEmbedded(settingsOf(EMBEDDED, { fault: 'nan@1' }).values, false)).toThrow(
      /--fault is for the embedded simulator/,
    );
    expect(() => planEmbedded(settingsOf(EMBEDDED, { quirk: 'unpacked' }).values, false)).toThrow(/--quirk/);
  });

  it('hands faults and quirks to the simulator, mistakes found first', () => {
    const { values } = settingsOf(EMBEDDED, { fault: 'nan@1', quirk: 'unpacked,log-floor' });
    expect(planEmbedded(values, true)?.defaults).toEqual({ faults: 'nan@1', quirks: ['unpacked', 'log-floor'] });
    expect(() => planEmbedded(settingsOf(EMBEDDED, { fault: 'nna@1' }).values, true)).toThrow(/nna/);
  });
});
