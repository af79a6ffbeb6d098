import { describe, expect, it } from 'vitest';
import { version } from '../../src/cli/version.ts';

describe('version', () => {
  it('is the one of package.json', () => {
    expect(version()).toMatch(/^\d+\.\d+\.\d+/);
  });
});
