import { describe, expect, it } from 'vitest';
import { errorStatus } from '../../src/serve/errors.ts';
import { detachedCall } from '../../src/serve/handler.ts';
import type { GrpcHandler } from '../../src/serve/handler.ts';
import { GrpcRequest, GrpcResponse } from '../../src/serve/message.ts';
import { GrpcService, HandlerExistsError, HandlerShapeError, UnknownServiceError } from '../../src/serve/service.ts';

const echo: GrpcHandler = { handleRequest: ({ payload }) => new GrpcResponse({ payload }) };
const request = new GrpcRequest({ serviceName: 'a.Echo', methodName: 'Say', payload: Uint8Array.of(1, 2) });

async function* none(): AsyncGenerator<GrpcRequest> {}

describe('GrpcService', () => {
  it('finds, lists and forgets handlers by name', () => {
    const service = new GrpcService();
    service.registerHandler('a.Echo', echo);
    service.registerHandler('b.Echo', echo);
    expect(service.listServices()).toEqual(['a.Echo', 'b.Echo']);
    expect(service.getHandler('a.Echo')).toBe(echo);
    service.unregisterHandler('a.Echo');
    expect(service.getHandler('a.Echo')).toBeUndefined();
    expect(service.listServices()).toEqual(['b.Echo']);
  });

  it('answers a unary request', async () => {
    const service = new GrpcService();
    service.registerHandler('a.Echo', echo);
    expect((await service.handleRequest(request)).payload).toEqual(Uint8Array.of(1, 2));
  });

  it('throws different errors for a second handler, an unknown name and a wrong shape', async () => {
    const service = new GrpcService();
    service.registerHandler('a.Echo', echo);
    expect(() => service.registerHandler('a.Echo', echo)).toThrow(HandlerExistsError);
    expect(() => service.unregisterHandler('c.Echo')).toThrow(UnknownServiceError);
    expect(() => service.registerHandler('', echo)).toThrow(HandlerShapeError);
    const other = new GrpcRequest({ serviceName: 'c.Echo', methodName: 'Say', payload: Uint8Array.of() });
    await expect(service.handleRequest(other)).rejects.toThrow(UnknownServiceError);
    expect(errorStatus(new UnknownServiceError('x')).name).toBe('UNIMPLEMENTED');
  });

  it.each([[null], ['text'], [{}], [{ handleRequest: 1 }], [{ handleRequest: () => {}, handleBidiStream: true }]])(
    'refuses %j as a handler',
    (wrong) => {
      const service = new GrpcService();
      expect(() => Reflect.apply(service.registerHandler.bind(service), undefined, ['a.Echo', wrong])).toThrow(
        HandlerShapeError,
      );
      expect(service.listServices()).toEqual([]);
    },
  );

  it('is UNIMPLEMENTED for a kind of call its handler does not have', async () => {
    const service = new GrpcService();
    service.registerHandler('a.Echo', echo);
    const call = detachedCall(request);
    expect(() => service.handleServerStream(request)).toThrow('a.Echo/Say is no server stream here');
    await expect(service.handleClientStream(none(), call)).rejects.toThrow('no client stream');
    expect(() => service.handleBidiStream(none(), call)).toThrow('no bidirectional stream');
  });

  it('says which handler gave what is no response, rather than that it has no such kind', async () => {
    const service = new GrpcService();
    const nothing = (): never => undefined as never;
    const wrong = { handleRequest: nothing, handleServerStream: nothing, handleClientStream: nothing };
    service.registerHandler('a.Echo', { ...wrong, handleBidiStream: () => [] as never });
    const call = detachedCall(request);
    await expect(service.handleRequest(request)).rejects.toThrow('the handler of a.Echo gave no response');
    await expect(service.handleClientStream(none(), call)).rejects.toThrow('a.Echo gave no response');
    expect(() => service.handleServerStream(request)).toThrow('gave no async iterable');
    expect(() => service.handleBidiStream(none(), call)).toThrow('gave no async iterable');
  });
});
