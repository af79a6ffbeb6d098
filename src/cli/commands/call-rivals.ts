import { CALL } from '../options/tables.ts';
import type { CallValues } from '../options/values.ts';
import type { Rivals } from '../rivals.ts';
import { both, settleRivals } from '../rivals.ts';
import type { Settings } from '../settings.ts';

const RIVALS: readonly Rivals<CallValues>[] = [
  both('tls', 'plaintext'),
  {
    keys: ['minMessages', 'maxMessages'],
    clash: ({ minMessages, maxMessages }) => (minMessages ?? 0) > (maxMessages ?? Infinity),
    words: ({ minMessages, maxMessages }) => `--min-messages ${minMessages} and --max-messages ${maxMessages}`,
  },
];

/** @throws Failure `usage` when options of `call` that exclude each other were said at the same level. */
export function settleCallRivals(given: Settings<CallValues>): Settings<CallValues> {
  return settleRivals(CALL, given, RIVALS);
}
