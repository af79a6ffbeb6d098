import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { ReadStamp } from '../../src/wire/read-stamp.ts';
import { StampedReads } from '../../src/wire/stamped-reads.ts';
import { HandClock } from '../support/hand-clock.ts';

function setup() {
  const clock = new HandClock(0);
  const socket = { bytesRead: 0 };
  const stream = new Readable({ read: () => undefined });
  const parts: [string, number][] = [];
  const reads = new StampedReads(stream, new ReadStamp(socket, clock), (bytes, arrival) =>
    parts.push([Buffer.from(bytes).toString(), arrival]),
  );
  stream.pause();
  const receive = (text: string, at: number): void => {
    clock.advance(at - clock.now());
    socket.bytesRead += text.length;
    stream.push(Buffer.from(text));
  };
  return { clock, stream, reads, receive, parts };
}

it('remembers when each piece came, however late and joined it is read', () => {
  const { clock, stream, reads, receive, parts } = setup();
  receive('ab', 1);
  receive('cde', 2);
  clock.advance(50);
  expect(reads.pending).toBe(2);
  stream.read();
  expect(parts).toEqual([
    ['ab', 1],
    ['cde', 2],
  ]);
  expect(reads.pending).toBe(0);
});

it('parts a piece that is read in two', () => {
  const { stream, receive, parts } = setup();
  receive('abcd', 7);
  stream.read(1);
  stream.read(3);
  expect(parts).toEqual([
    ['a', 7],
    ['bcd', 7],
  ]);
});

it('stamps bytes it never saw coming when they are read', () => {
  const { clock, reads, parts } = setup();
  clock.advance(9);
  reads.take(Buffer.from('x'));
  expect(parts).toEqual([['x', 9]]);
});

it('takes the end of the stream for no piece', () => {
  const { stream, reads } = setup();
  stream.push(null);
  expect(reads.pending).toBe(0);
});

it('hands on at once what comes while the stream flows, and nothing out of order after a pause', async () => {
  const { stream, reads, receive, parts } = setup();
  stream.resume();
  await new Promise((resolve) => setImmediate(resolve));
  receive('a', 1);
  expect(parts).toEqual([['a', 1]]);
  stream.pause();
  receive('b', 2);
  stream.resume();
  receive('c', 3);
  expect(reads.pending).toBe(2);
  await expect.poll(() => parts.map(([text]) => text).join('')).toBe('abc');
  expect(parts.map(([, at]) => at)).toEqual([1, 2, 3]);
  receive('d', 4);
  expect(parts.at(-1)).toEqual(['d', 4]);
});
