import { usage } from '../../base/failure.ts';
import type { CallKind } from '../../base/result.ts';
import { answersStream, sendsStream } from '../../run/call/plan.ts';
import { flagName } from '../option.ts';
import type { CallValues } from '../options/values.ts';

type Key = keyof CallValues;

const OF_ANSWERS: readonly Key[] = ['maxMessages', 'minMessages', 'until'];
const OF_REQUESTS: readonly Key[] = ['sendInterval'];

/**
 * Whether the options go with the kind of the method.
 * @throws Failure `usage` for one that would mean nothing.
 */
export function checkKind(values: CallValues, kind: CallKind, method: string): void {
  const said = (key: Key): boolean => values[key] !== null && values[key] !== false;
  const refused = (keys: readonly Key[], why: string): void => {
    const key = keys.find(said);
    if (key !== undefined) throw usage(`--${flagName(key)} means nothing for ${method}: ${why}`, `leave it out`);
  };
  if (!answersStream(kind)) refused(OF_ANSWERS, 'it answers with one message');
  if (!sendsStream(kind)) refused(OF_REQUESTS, 'it takes one request');
  if (kind !== 'bidi-stream') refused(['pingPong'], `it is no bidirectional stream but ${words(kind)}`);
  if (kind === 'unary') refused(['duration'], 'it is over with its answer');
}

function words(kind: CallKind): string {
  return kind === 'unary' ? 'unary' : `a ${kind.replace('-', ' ')}`;
}
