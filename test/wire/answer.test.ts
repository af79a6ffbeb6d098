import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Answer } from '../../src/wire/answer.ts';
import { Tally } from '../../src/wire/tally.ts';
import type { MessageSink } from '../../src/wire/types.ts';
import { CollectingSink } from '../support/wire-client.ts';
import { grpcMessage } from '../support/wire-raw-peer.ts';

const HEADERS = [':status', '200', 'content-type', 'application/grpc', 'grpc-encoding', 'gzip'];
const BIG = grpcMessage(gzipSync(Buffer.alloc(2_000_000)), 1);

function answering(sink: MessageSink = new CollectingSink()) {
  const asked: string[] = [];
  const answer = new Answer(new Tally(sink, 0, () => undefined), 4e6, {
    shut: () => void asked.push('shut'),
    open: () => void asked.push('open'),
    enough: () => void asked.push('enough'),
  });
  return { answer, asked };
}

/** What a call that ended by itself knows of its end. */
const OWN = {
  ours: null,
  oursMessage: '',
  rst: 0,
  lost: null,
  lostReason: 'connection-lost',
  pastDeadline: false,
} as const;

describe('an answer', () => {
  it('keeps DATA that overtook its headers', () => {
    const sink = new CollectingSink();
    const { answer, asked } = answering(sink);
    answer.take(grpcMessage('a'), 5);
    expect(answer.evidence(OWN)).toMatchObject({ headers: null, bodyBytes: 0 });
    answer.respond(200, 0, HEADERS, 7);
    expect(sink.texts).toEqual(['a']);
    answer.finish(['grpc-status', '0']);
    expect(answer.isOver).toBe(true);
    expect(answer.trailers).toEqual([['grpc-status', '0']]);
    expect(answer.evidence(OWN)).toMatchObject({
      http: 200,
      headersOnly: false,
      fault: null,
      partial: null,
      bodyBytes: 6,
    });
    expect(asked).toEqual([]);
  });

  it('of headers alone has them for trailers', () => {
    const { answer } = answering();
    answer.respond(200, 1, ['content-type', 'application/grpc', 'grpc-status', '5'], 7);
    expect(answer.isOver).toBe(true);
    expect(answer.trailers).toBe(answer.headers);
    expect(answer.evidence(OWN)).toMatchObject({ headersOnly: true, trailers: null });
  });

  it('that is not gRPC keeps the beginning of its body, and asks for no more', () => {
    const { answer, asked } = answering();
    answer.respond(502, 0, ['content-type', 'text/html'], 7);
    answer.take(Buffer.from(`<html>${'x'.repeat(300)}`), 5);
    answer.close();
    expect(answer.evidence(OWN).bodyStart).toMatch(/^<html>x{194}$/);
    expect(asked).toEqual(['enough']);
  });

  it('asks to wait while a large message is inflated', async () => {
    const sink = new CollectingSink();
    const { answer, asked } = answering(sink);
    answer.respond(200, 0, HEADERS, 7);
    answer.take(Buffer.concat([BIG, grpcMessage('b')]), 5);
    expect(asked).toEqual(['shut']);
    await answer.busy;
    expect(asked).toEqual(['shut', 'open']);
    expect(answer.busy).toBeNull();
    expect(answer.compressed).toBe(1);
    expect(sink.messages.map(({ length }) => length)).toEqual([2_000_000, 1]);
  });

  it.each([0, 1])('asks for no more when the sink throws at message %i, also behind a large one', async (last) => {
    let taken = 0;
    const { answer, asked } = answering({
      reserve: (length) => Buffer.alloc(length),
      message: () => {
        taken += 1;
        if (taken > last) throw new Error('mine');
      },
    });
    answer.respond(200, 0, HEADERS, 7);
    answer.take(Buffer.concat([BIG, grpcMessage('b'), grpcMessage('c')]), 5);
    await answer.busy;
    expect(asked).toEqual(['shut', 'enough']);
    expect(answer.threw?.thrown).toEqual(new Error('mine'));
    answer.take(grpcMessage('d'), 5);
    expect(taken).toBe(last + 1);
  });

  it('asks for no more at a fault', () => {
    const { answer, asked } = answering();
    answer.respond(200, 0, HEADERS, 7);
    answer.take(grpcMessage('', 9), 5);
    expect(asked).toEqual(['enough']);
    expect(answer.evidence(OWN).fault).toMatchObject({ reason: 'bad-frame-flag' });
  });

  it('delivers nothing more once it was stopped', () => {
    const sink = new CollectingSink();
    for (const early of [true, false]) {
      const { answer } = answering(sink);
      if (early) answer.stop();
      answer.respond(200, 0, HEADERS, 7);
      if (!early) answer.stop();
      answer.take(grpcMessage('a'), 5);
    }
    expect(sink.texts).toEqual([]);
  });
});
