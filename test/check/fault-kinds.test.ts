import { describe, expect, it } from 'vitest';
import { hasOwnRule } from '../../src/check/fault-kinds.ts';

describe('hasOwnRule', () => {
  it('tells faults of the packed shape from invalid protobuf', () => {
    const of = (kind: string): boolean => hasOwnRule({ kind, offset: 0, message: '' });
    expect(['shape', 'row-count', 'truncated', 'utf8'].map(of)).toEqual([true, true, false, false]);
  });
});
