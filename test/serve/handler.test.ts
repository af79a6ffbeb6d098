import { describe, expect, it } from 'vitest';
import { detachedCall } from '../../src/serve/handler.ts';
import { GrpcRequest } from '../../src/serve/message.ts';

describe('detachedCall', () => {
  it('carries what the request carries and has no connection', () => {
    const request = new GrpcRequest({
      serviceName: 'a.B',
      methodName: 'C',
      payload: Uint8Array.of(),
      metadata: { K: 'v' },
    });
    const call = detachedCall(request);
    call.sendHeaders();
    call.addTrailers({ k: 'v' });
    expect(call).toMatchObject({ serviceName: 'a.B', methodName: 'C', metadata: { k: 'v' }, peer: 'unknown' });
    expect(call.reset(2)).toBe(false);
    expect(call.disconnect()).toBe(false);
    expect(call.signal.aborted).toBe(false);
  });
});
