import { EventEmitter } from 'node:events';
import { Metadata } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { NotFoundError } from '../../src/serve/errors.ts';
import { ServerCall } from '../../src/serve/server-call.ts';

class Surface extends EventEmitter {
  readonly metadata = new Metadata();
  readonly sent: Metadata[] = [];

  getPeer(): string {
    return '127.0.0.1:1';
  }

  sendMetadata(metadata: Metadata): void {
    this.sent.push(metadata);
  }
}

describe('ServerCall', () => {
  it('sends headers once', () => {
    const surface = new Surface();
    const call = new ServerCall(surface, { service: 'a.B', method: 'C', kind: 'unary' });
    call.sendHeaders({ a: '1' });
    call.sendHeaders({ a: '2' });
    expect(surface.sent.map((metadata) => metadata.get('a'))).toEqual([['1']]);
  });

  it('collects trailers and adds those of an error', () => {
    const call = new ServerCall(new Surface(), { service: 'a.B', method: 'C', kind: 'unary' });
    call.addTrailers({ a: '1' });
    call.addTrailers({});
    const failure = call.failure(new NotFoundError('nothing', { b: '2' }));
    expect(failure).toMatchObject({ code: 5, details: 'nothing' });
    expect(failure.metadata.getMap()).toEqual({ a: '1', b: '2' });
  });

  it('shows what is wrong with the trailers of an error, and keeps the others', () => {
    const call = new ServerCall(new Surface(), { service: 'a.B', method: 'C', kind: 'unary' });
    call.addTrailers({ a: '1' });
    const failure = call.failure(new NotFoundError('nothing', { 'b c': '2' }));
    expect(failure).toMatchObject({ code: 13, details: expect.stringContaining('illegal characters') as string });
    expect(failure.metadata.getMap()).toEqual({ a: '1' });
  });

  it('is aborted when the call is cancelled, and has nothing to reset without a connection', () => {
    const surface = new Surface();
    const call = new ServerCall(surface, { service: 'a.B', method: 'C', kind: 'unary' });
    expect(call.signal.aborted).toBe(false);
    expect(call.reset(2)).toBe(false);
    expect(call.disconnect()).toBe(false);
    surface.emit('cancelled');
    expect(call.signal.aborted).toBe(true);
  });
});
