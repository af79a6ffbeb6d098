import { describe, expect, it } from 'vitest';
import { GrpcRequest, GrpcResponse } from '../../src/serve/message.ts';

const request = new GrpcRequest({
  serviceName: 'a.B',
  methodName: 'C',
  payload: Uint8Array.of(1),
  metadata: { 'X-Token': ['first', 'second'], 'Raw-Bin': Uint8Array.of(7) },
});

describe('GrpcRequest', () => {
  it('finds metadata in any case, the first value of several, bytes for -bin', () => {
    expect(request.getMetadata('x-TOKEN')).toBe('first');
    expect(request.getMetadata('raw-bin')).toEqual(Uint8Array.of(7));
    expect(request.getMetadata('absent')).toBeUndefined();
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(request)).toBe(true);
    expect(Object.isFrozen(request.metadata)).toBe(true);
    expect(() => Object.assign(request, { methodName: 'D' })).toThrow(TypeError);
  });
});

describe('GrpcResponse', () => {
  it('has empty metadata unless some is given', () => {
    expect(new GrpcResponse({ payload: Uint8Array.of() }).metadata).toEqual({});
    expect(new GrpcResponse({ payload: Uint8Array.of(), metadata: { 'X-Count': '3' } }).metadata).toEqual({
      'x-count': '3',
    });
  });
});
