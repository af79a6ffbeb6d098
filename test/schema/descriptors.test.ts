import { describe, expect, it } from 'vitest';
import { ScalarType, reflect } from '../../src/schema/descriptors.ts';

describe('descriptors', () => {
  it('pass on what the rooms beyond need', () => {
    expect(ScalarType.FLOAT).toBe(2);
    expect(reflect).toBeTypeOf('function');
  });
});
