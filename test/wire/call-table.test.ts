import { beforeAll, describe, expect, it } from 'vitest';
import { MISBEHAVIOURS } from '../support/misbehaviour/all.ts';
import type { Misbehaviour } from '../support/misbehaviour/row.ts';
import type { Witnessed } from '../support/misbehaviour/witnessed.ts';
import { witnessed } from '../support/misbehaviour/witnessed.ts';
import { expectWritten } from '../witness/expect-written.ts';
import { ourCall } from '../witness/seen.ts';

/** Rows that wait for a time limit of ours wait for it together. */
const waiting = new Map<Misbehaviour, readonly [closed: Promise<Witnessed>, open: Promise<Witnessed>]>();

beforeAll(() => {
  for (const row of MISBEHAVIOURS.flatMap(([, rows]) => rows)) {
    if (row.call?.idleMs !== undefined) waiting.set(row, [witnessed(row, false), witnessed(row, true)]);
  }
});

describe.each(MISBEHAVIOURS)('%s', (_, rows) => {
  describe.each(rows)('$name', (row) => {
    const { name, expect: wanted, unary } = row;
    const ways = [
      ['after our half-close', 0],
      ['while our request is open', 1],
    ] as const;

    it.each(ways.slice(0, unary ? 1 : 2))('is told truthfully %s', async (_, open) => {
      const { end, texts } = await (waiting.get(row)?.[open] ?? witnessed(row, open === 1));
      expect(`${end.status.name}: ${end.status.message}`).toMatch(new RegExp(`^${wanted.code}: `));
      expect(end).toMatchObject({
        reason: wanted.ended,
        messages: wanted.messages,
        status: { origin: wanted.origin, ...(wanted.raw === undefined ? {} : { raw: wanted.raw }) },
      });
      expect(end.status.reason).toBe(wanted.reason);
      if (wanted.message) expect(end.status.message).toMatch(wanted.message);
      expect(texts).toEqual(Array.from({ length: wanted.messages }, () => 'ab'));
      if (open === 0) expectWritten(name, ourCall(end));
      if (wanted.note) expect(end.notes.join('\n')).toMatch(wanted.note);
      else
        expect(end.notes.filter((note) => !/^(?:the server's own status|a message was under way)/.test(note))).toEqual(
          [],
        );
    });
  });
});
