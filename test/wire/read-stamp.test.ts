import { expect, it } from 'vitest';
import { ReadStamp } from '../../src/wire/read-stamp.ts';
import { HandClock } from '../support/hand-clock.ts';

it('holds its stamp until the socket has read more', () => {
  const clock = new HandClock(100);
  const socket = { bytesRead: 0 };
  const stamps = new ReadStamp(socket, clock);
  socket.bytesRead = 10;
  expect(stamps.take()).toBe(100);
  clock.advance(5);
  expect(stamps.take()).toBe(100);
  socket.bytesRead = 11;
  expect(stamps.take()).toBe(105);
});
