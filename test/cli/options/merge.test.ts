import { describe, expect, it } from 'vitest';
import { MERGE } from '../../../src/cli/options/merge.ts';
import { settingsOf } from '../../support/settings.ts';

describe('MERGE', () => {
  it('takes limits, and is whole unless told otherwise', () => {
    expect(settingsOf(MERGE, { slo: ['fps>5', 'none'] }).values).toMatchObject({
      slo: ['fps>5', 'none'],
      partial: false,
    });
    expect(settingsOf(MERGE, { partial: true }).values.partial).toBe(true);
  });
});
