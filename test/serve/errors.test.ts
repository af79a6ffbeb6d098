import { describe, expect, it, vi } from 'vitest';
import {
  DeadlineExceededError,
  errorStatus,
  GrpcError,
  InvalidArgumentError,
  NotFoundError,
  PermissionDeniedError,
  UnimplementedError,
} from '../../src/serve/errors.ts';

describe('errorStatus', () => {
  it.each([
    [InvalidArgumentError, 3],
    [DeadlineExceededError, 4],
    [NotFoundError, 5],
    [PermissionDeniedError, 7],
    [UnimplementedError, 12],
  ])('maps %o and its subclasses to their status', (Class, code) => {
    class Special extends Class {}
    expect(errorStatus(new Class('no')).code).toBe(code);
    expect(errorStatus(new Special('no'))).toMatchObject({ code, message: 'no' });
  });

  it('keeps the code, message and trailers of a GrpcError', () => {
    const status = errorStatus(new GrpcError(14, 'later', { 'retry-in': '5' }));
    expect(status).toEqual({ code: 14, name: 'UNAVAILABLE', message: 'later', trailers: { 'retry-in': '5' } });
  });

  it('knows the errors of another copy of the package', async () => {
    vi.resetModules();
    const other = await import('../../src/serve/errors.ts');
    expect(other.NotFoundError).not.toBe(NotFoundError);
    expect(errorStatus(new other.NotFoundError('gone'))).toMatchObject({ code: 5, message: 'gone' });
    expect(errorStatus(Object.assign(new Error('gone'), { code: 5 })).code).toBe(13);
  });

  it('makes anything else INTERNAL without its stack', () => {
    const thrown = new TypeError('boom\n    at secret.ts:1:1');
    expect(errorStatus(thrown)).toMatchObject({ code: 13, message: 'internal error: boom' });
    expect(errorStatus('text').message).toBe('internal error');
    expect(errorStatus(undefined).code).toBe(13);
  });

  it('replaces lone surrogates, on which grpc-js would throw', () => {
    expect(errorStatus(new NotFoundError('a\ud800b')).message).toBe('a\ufffdb');
  });
});

describe('GrpcError', () => {
  it.each([0, 17, 1.5])('refuses %d, which is no error status', (code) => {
    expect(() => new GrpcError(code, 'x')).toThrow(RangeError);
  });

  it('is named after its class', () => {
    expect(new NotFoundError('x').name).toBe('NotFoundError');
  });
});
