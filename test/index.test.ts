import { describe, expect, it } from 'vitest';
import * as api from '../src/index.ts';

describe('the public API', () => {
  it('is this and nothing else', () => {
    expect(Object.keys(api).toSorted()).toEqual([
      'BidirectionalStreamingService',
      'CallStream',
      'CommandError',
      'Failure',
      'FrameStream',
      'PRESETS',
      'SpectrogramClient',
      'Status',
      'StreamError',
      'callStream',
      'connect',
      'createSessionConfig',
      'grpcJsHandler',
      'parseStatus',
      'presetConfig',
      'sessionHandler',
      'sessionV1',
      'sessionV1Handler',
      'sessionV1Service',
      'setField',
      'statusName',
      'validate',
    ]);
  });
});
