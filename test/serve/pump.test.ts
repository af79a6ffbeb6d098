import { EventEmitter } from 'node:events';
import { Metadata } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { GrpcResponse } from '../../src/serve/message.ts';
import { asBuffer, pump } from '../../src/serve/pump.ts';
import { ServerCall } from '../../src/serve/server-call.ts';

class Sink extends EventEmitter {
  readonly metadata = new Metadata();
  readonly log: string[] = [];
  accepts = true;

  getPeer(): string {
    return 'peer';
  }

  sendMetadata(): void {
    this.log.push('headers');
  }

  write(chunk: Buffer): boolean {
    this.log.push(`write ${chunk.toString()}`);
    return this.accepts;
  }

  end(): void {
    this.log.push('end');
  }
}

function rig(): { sink: Sink; call: ServerCall } {
  const sink = new Sink();
  return { sink, call: new ServerCall(sink, { service: 'a.B', method: 'C', kind: 'server-stream' }) };
}

const response = (text: string): GrpcResponse => new GrpcResponse({ payload: Buffer.from(text) });

describe('pump', () => {
  it('sends headers before the first message, then the messages, then the end', async () => {
    const { sink, call } = rig();
    async function* responses(): AsyncGenerator<GrpcResponse> {
      await Promise.resolve();
      sink.log.push('working');
      yield response('a');
      yield response('b');
    }
    await pump(sink, call, responses);
    expect(sink.log).toEqual(['headers', 'working', 'write a', 'write b', 'end']);
  });

  it('keeps headers that a handler holds back', async () => {
    const { sink, call } = rig();
    async function* responses(): AsyncGenerator<GrpcResponse> {
      call.holdHeaders();
      await Promise.resolve();
      sink.log.push('working');
      call.sendHeaders({ 'x-a': '1' });
      yield response('a');
    }
    await pump(sink, call, responses);
    expect(sink.log).toEqual(['working', 'headers', 'write a', 'end']);
  });

  it('waits for drain, and gives up waiting when the call is over', async () => {
    const { sink, call } = rig();
    let closed = false;
    async function* responses(): AsyncGenerator<GrpcResponse> {
      try {
        yield response('a');
        yield response('b');
        yield response('c');
      } finally {
        closed = true;
      }
    }
    sink.accepts = false;
    const done = pump(sink, call, responses);
    await new Promise(setImmediate);
    expect(sink.log).toEqual(['headers', 'write a']);
    sink.emit('drain');
    await new Promise(setImmediate);
    expect(sink.log).toEqual(['headers', 'write a', 'write b']);
    sink.emit('cancelled');
    await done;
    expect(sink.log).toEqual(['headers', 'write a', 'write b']);
    expect(closed).toBe(true);
    expect(sink.listenerCount('drain')).toBe(0);
  });

  it('leaves a cancelled call alone when its handler throws because of it', async () => {
    const { sink, call } = rig();
    const errors: unknown[] = [];
    sink.on('error', (error) => errors.push(error));
    // eslint-disable-next-line require-yield -- it fails before it has anything
    async function* responses(): AsyncGenerator<GrpcResponse> {
      await new Promise((_, reject) => call.signal.addEventListener('abort', () => reject(new Error('gone'))));
    }
    const done = pump(sink, call, responses);
    sink.emit('cancelled');
    await done;
    expect(errors).toEqual([]);
    expect(sink.log).toEqual(['headers']);
  });
});

describe('asBuffer', () => {
  it('takes the bytes of a view as they are', () => {
    const whole = Uint8Array.of(1, 2, 3, 4);
    expect([...asBuffer(whole.subarray(1, 3))]).toEqual([2, 3]);
  });

  it.each([['text'], [undefined], [[1, 2]]])('refuses %j', (wrong) => {
    expect(() => Reflect.apply(asBuffer, undefined, [wrong])).toThrow('payload is no Uint8Array');
  });
});
