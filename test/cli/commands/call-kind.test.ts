import { describe, expect, it } from 'vitest';
import { checkKind } from '../../../src/cli/commands/call-kind.ts';
import { CALL } from '../../../src/cli/options/tables.ts';
import { settingsOf } from '../../support/settings.ts';

describe('checkKind', () => {
  it.each([
    [{ maxMessages: '3' }, 'unary', '--max-messages means nothing for a.B/C: it answers with one message'],
    [{ minMessages: '0' }, 'client-stream', '--min-messages means nothing'],
    [{ until: 'true' }, 'unary', '--until means nothing'],
    [{ sendInterval: '1s' }, 'server-stream', '--send-interval means nothing for a.B/C: it takes one request'],
    [{ pingPong: true }, 'server-stream', 'it is no bidirectional stream but a server stream'],
    [{ duration: '1s' }, 'unary', '--duration means nothing for a.B/C: it is over with its answer'],
  ] as const)('refuses %j for a method that is %s', (said, kind, words) => {
    expect(() => checkKind(settingsOf(CALL, said).values, kind, 'a.B/C')).toThrow(words);
  });

  it.each([
    [{ maxMessages: '3', until: 'true', duration: '1s' }, 'server-stream'],
    [{ sendInterval: '1s', duration: '1s' }, 'client-stream'],
    [{ pingPong: true, sendInterval: '1s', minMessages: '2' }, 'bidi-stream'],
    [{}, 'unary'],
  ] as const)('takes %j for a method that is %s', (said, kind) => {
    expect(() => checkKind(settingsOf(CALL, said).values, kind, 'a.B/C')).not.toThrow();
  });
});
