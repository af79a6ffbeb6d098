import { EventEmitter } from 'node:events';
import { Metadata } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { readRequests } from '../../src/serve/read-requests.ts';
import { ServerCall } from '../../src/serve/server-call.ts';

class Source extends EventEmitter {
  readonly metadata = new Metadata();
  paused = 0;
  resumed = 0;

  getPeer(): string {
    return 'peer';
  }

  sendMetadata(): void {}

  pause(): void {
    this.paused += 1;
  }

  resume(): void {
    this.resumed += 1;
  }
}

function rig(): { source: Source; requests: AsyncIterable<{ payload: Uint8Array }> } {
  const source = new Source();
  return {
    source,
    requests: readRequests(source, new ServerCall(source, { service: 'a.B', method: 'C', kind: 'client-stream' })),
  };
}

describe('readRequests', () => {
  it('gives every message in order and ends', async () => {
    const { source, requests } = rig();
    source.emit('data', Buffer.from('a'));
    setImmediate(() => {
      source.emit('data', Buffer.from('b'));
      source.emit('end');
    });
    const read: string[] = [];
    for await (const { payload } of requests) read.push(Buffer.from(payload).toString());
    expect(read).toEqual(['a', 'b']);
  });

  it('stops the source when nobody reads, and lets it go on when the queue is empty', async () => {
    const { source, requests } = rig();
    for (let i = 0; i < 16; i += 1) source.emit('data', Buffer.from([i]));
    expect(source.paused).toBe(1);
    const iterator = requests[Symbol.asyncIterator]();
    for (let i = 0; i < 15; i += 1) await iterator.next();
    expect(source.resumed).toBe(0);
    await iterator.next();
    expect(source.resumed).toBe(1);
  });

  it('throws when the call is over before the requests are', async () => {
    const { source, requests } = rig();
    const next = requests[Symbol.asyncIterator]().next();
    source.emit('cancelled');
    await expect(next).rejects.toThrow('the call is over');
  });
});
