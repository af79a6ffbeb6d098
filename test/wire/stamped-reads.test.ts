import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { ReadStamp } from '../../src/wire/read-stamp.ts';
import { StampedReads } from '../../src/wire/stamped-reads.ts';
import { HandClock } from '../support/hand-clock.ts';

function setup() {
  const clock = new HandClock(0);
  const socket = { bytesRead: 0 };
  const stream = new Readable({ read: () => undefined });
  const reads = new StampedReads(stream, new ReadStamp(socket, clock));
  const receive = (text: string, at: number): void => {
    clock.advance(at - clock.now());
    socket.bytesRead += text.length;
    stream.push(Buffer.from(text));
  };
  const parts: [string, number][] = [];
  const take = (chunk: Uint8Array): void =>
    reads.split(chunk, (bytes, arrival) => parts.push([Buffer.from(bytes).toString(), arrival]));
  return { clock, stream, reads, receive, take, parts };
}

it('remembers when each piece came, however late and joined it is read', () => {
  const { clock, stream, reads, receive, take, parts } = setup();
  receive('ab', 1);
  receive('cde', 2);
  clock.advance(50);
  expect(reads.pending).toBe(2);
  take(stream.read() as Buffer);
  expect(parts).toEqual([
    ['ab', 1],
    ['cde', 2],
  ]);
  expect(reads.pending).toBe(0);
});

it('parts a piece that is read in two', () => {
  const { stream, receive, take, parts } = setup();
  receive('abcd', 7);
  take(stream.read(1) as Buffer);
  take(stream.read(3) as Buffer);
  expect(parts).toEqual([
    ['a', 7],
    ['bcd', 7],
  ]);
});

it('stamps bytes it never saw coming when they are read', () => {
  const { clock, take, parts } = setup();
  clock.advance(9);
  take(Buffer.from('x'));
  expect(parts).toEqual([['x', 9]]);
});

it('takes the end of the stream for no piece', () => {
  const { stream, reads } = setup();
  stream.push(null);
  expect(reads.pending).toBe(0);
});
