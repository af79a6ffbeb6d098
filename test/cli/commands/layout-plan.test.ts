import { describe, expect, it } from 'vitest';
import { planLayouts } from '../../../src/cli/commands/layout-plan.ts';

describe('planLayouts', () => {
  it('tries the default first and the production layout next, unless one is named', () => {
    expect(planLayouts({ layout: 'auto' }).map(({ name }) => name)).toEqual(['datastream', 'pandadatastream']);
    expect(planLayouts({ layout: 'pandadatastream' }).map(({ name }) => name)).toEqual(['pandadatastream']);
  });

  it('refuses a layout that is not there', () => {
    expect(() => planLayouts({ layout: 'datastrem' })).toThrow(/datastrem/);
  });
});
