import { describe, expect, it } from 'vitest';
import { blocksPass, isDefaultOrigin } from '../../src/base/slo.ts';

describe('blocksPass', () => {
  it('blocks on missed and undecided thresholds, whoever wrote them', () => {
    expect(blocksPass({ status: 'failed', origin: 'default' })).toBe(true);
    expect(blocksPass({ status: 'inconclusive', origin: 'default' })).toBe(true);
    expect(blocksPass({ status: 'passed', origin: '--slo' })).toBe(false);
  });

  it('blocks on a threshold that was not estimable only when the user wrote it', () => {
    expect(blocksPass({ status: 'skipped', origin: '--slo' })).toBe(true);
    expect(blocksPass({ status: 'skipped', origin: 'default, scaled to 2 fps (--fps)' })).toBe(false);
  });
});

describe('isDefaultOrigin', () => {
  it('knows our defaults by their first word', () => {
    expect(isDefaultOrigin('default')).toBe(true);
    expect(isDefaultOrigin('GRPC_VALIDATE_SLO')).toBe(false);
  });
});
