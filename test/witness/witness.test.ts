import { describe, expect, it } from 'vitest';
import { MISBEHAVIOURS } from '../support/misbehaviour/all.ts';
import { UNREACHABLE } from '../support/misbehaviour/unreachable.ts';
import { hearMessages } from './decoding.ts';
import { expectWritten } from './expect-written.ts';
import { escaped, readOurs, shown } from './page.ts';
import type { Hearing } from './render.ts';
import { witnessPage } from './render.ts';
import type { Seen } from './seen.ts';
import { cell } from './seen.ts';

const CALLS = MISBEHAVIOURS.flatMap(([, rows]) => rows.map(({ name }) => name));
const DIALS = UNREACHABLE.map(({ name }) => name);
const clients = new Set(['ours', 'grpc-js', 'grpcio']);

// What we say of calls and connections is compared where it is heard anyway: test/wire/call-table.test.ts, dial.test.ts.
describe('docs/witness.md', () => {
  it('has every row of the tables, and no other', async () => {
    const messages = (await hearMessages(null)).map(({ name }) => name);
    const all = [...CALLS, ...messages, ...DIALS];
    expect(new Set(all).size).toBe(all.length);
    expect([...readOurs().keys()].filter((name) => !clients.has(name)).toSorted()).toEqual(all.toSorted());
  });

  it('says of messages that do not parse what we say', async () => {
    for (const { name, ours } of await hearMessages(null)) expectWritten(name, ours as Seen);
  });
});

describe('a page', () => {
  const ok: Seen = { code: 'OK', text: '', messages: 2 };
  const broken: Seen = { code: 'INTERNAL', text: 'a|b <c> *d* e_f _g_', messages: 1, reason: 'truncated-message' };
  const stalled: Seen = {
    code: 'CANCELLED',
    text: 'no message for 500 ms: 3 bytes came, but no message',
    messages: 0,
    reason: 'stalled',
  };
  const hung: Seen = { code: 'DEADLINE_EXCEEDED', text: 'Deadline exceeded after 1.5s', messages: 0, hung: true };
  const none: Seen = { code: 'NaN', text: '', messages: 0 };
  const row = (name: string, ours: Seen, grpcJs: Seen, lenient = false) => ({
    name,
    ours,
    grpcJs,
    lenient,
    grpcio: null,
    asked: 'x',
  });
  const hearing: Hearing = {
    calls: [
      [
        'Messages',
        [
          row('one | two', broken, ok),
          row('lenient', broken, ok, true),
          row('fine', ok, ok),
          row('silent', stalled, hung),
          row('hanging', broken, hung),
          row('no status', broken, none),
        ],
      ],
    ],
    messages: [],
    dials: [],
    versions: { node: 'v20.0.0', grpcJs: '1.0.0', grpcio: null },
    date: '2020-01-01',
  };
  const page = witnessPage(hearing);

  it('is read as it was written', () => {
    expect(readOurs(page).get('one | two')).toBe(cell(broken));
    expect(readOurs(page).get('silent')).toBe('CANCELLED stalled: no message for some time');
    for (const text of ['a|b', '<html>', '*x*', 'A_B _c_', '\\r\\n', '[x]', '# &amp;'])
      expect(shown(escaped(text))).toBe(text);
  });

  it('marks what was not earned, and nothing else', () => {
    const bold = page.split('\n').filter((line) => line.startsWith('| ') && line.includes('**'));
    expect(bold.map((line) => line.split(' | ')[0])).toEqual(['| one \\| two', '| hanging', '| no status']);
    expect(page).toContain('| grpc-js | 1 | 1 | 1 |');
    expect(page).toContain('| ours | 0 | 0 | 0 |');
  });

  it('leaves out what differs from run to run', () => {
    const at = (text: string): string => cell({ code: 'X', text, messages: 0 });
    expect(at('127.0.0.1:4711 refused, after 12.5 ms')).toBe(at('127.0.0.1:4712 refused, after 3 s'));
    expect(at('lost, after 1 message, the last 3 ms earlier')).toBe('X: lost');
    expect(at('there is no unix:/tmp/wire-aB3dEf/s')).toBe('X: there is no unix:PATH');
    expect(at('x'.repeat(500)).length).toBeLessThan(200);
  });
});
