import { describe, expect, it } from 'vitest';
import * as api from '../src/index.ts';

describe('the public API', () => {
  it('is this and nothing else', () => {
    expect(Object.keys(api).toSorted()).toEqual([
      'Failure',
      'FrameStream',
      'SpectrogramClient',
      'Status',
      'StreamError',
      'connect',
      'parseStatus',
      'statusName',
      'validate',
    ]);
  });
});
