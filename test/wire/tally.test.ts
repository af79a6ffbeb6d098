import { expect, it } from 'vitest';
import { Tally } from '../../src/wire/tally.ts';
import { CollectingSink } from '../support/wire-client.ts';

it('counts messages, bytes, times and the most that shared a stamp, and passes them on', () => {
  const sink = new CollectingSink();
  let counted = 0;
  const tally = new Tally(sink, 5, () => (counted += 1));
  for (const [length, arrival] of [
    [1, 10],
    [2, 11],
    [3, 11],
    [4, 11],
    [5, 20],
  ] as const) {
    tally.reserve(length);
    tally.message(length, arrival);
  }
  expect(tally.wireBytesAtMessage).toBe(0);
  tally.wireBytes = 40;
  tally.headersAt = 9;
  expect(tally.counts()).toEqual({
    messages: 5,
    payloadBytes: 15,
    wireBytes: 40,
    burstMax: 3,
    sentAt: 5,
    headersAt: 9,
    firstMessageAt: 10,
    lastMessageAt: 20,
  });
  expect(tally.lastMessageAt).toBe(20);
  expect(counted).toBe(3);
  expect(sink.arrivals).toEqual([10, 11, 11, 11, 20]);
});

it('has no times without messages', () => {
  const tally = new Tally(new CollectingSink(), 5, () => undefined);
  expect(tally.counts()).toMatchObject({ headersAt: null, firstMessageAt: null, lastMessageAt: null, burstMax: 0 });
});
