import { describe, expect, it } from 'vitest';
import * as api from '../src/index.ts';

describe('the public API', () => {
  it('is this and nothing else', () => {
    expect(Object.keys(api).toSorted()).toEqual([
      'BidirectionalStreamingService',
      'CallStream',
      'CommandError',
      'DeadlineExceededError',
      'Failure',
      'FrameStream',
      'GrpcError',
      'GrpcRequest',
      'GrpcResponse',
      'GrpcService',
      'HandlerExistsError',
      'HandlerShapeError',
      'InvalidArgumentError',
      'NotFoundError',
      'PRESETS',
      'PermissionDeniedError',
      'SpectrogramClient',
      'Status',
      'StreamError',
      'UnimplementedError',
      'UnknownServiceError',
      'callStream',
      'collecting',
      'connect',
      'createSessionConfig',
      'grpcJsHandler',
      'parseStatus',
      'presetConfig',
      'protoMessages',
      'serveHandlers',
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
