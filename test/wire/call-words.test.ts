import { expect, it } from 'vitest';
import { deadlineWords, silenceWords, soFarWords } from '../../src/wire/call-words.ts';

it('names the deadline', () => {
  expect(deadlineWords(2500)).toBe('no end within the deadline of 2.50 s');
});

it('tells silence from noise', () => {
  expect(silenceWords(30_000, { own: 0, connection: 0 })).toBe(
    'no message for 30.00 s: nothing came on the connection',
  );
  expect(silenceWords(30_000, { own: 1, connection: 99 })).toBe('no message for 30.00 s: 1 byte came, but no message');
  expect(silenceWords(30_000, { own: 0, connection: 99 })).toBe(
    'no message for 30.00 s: nothing came on the stream, though 99 bytes came on the connection',
  );
  expect(silenceWords(30_000, null)).toBe('no message for 30.00 s');
});

it('tells how far a call had come', () => {
  expect(soFarWords(0, null, 5)).toBe('before the first message');
  expect(soFarWords(1, 1000, 3500)).toBe('after 1 message, the last 2.50 s earlier');
});
