import { messageDecodes } from './message/decodes.ts';
import type { Rule } from './rule.ts';
import { complete } from './stream/complete.ts';
import { firstFrame } from './stream/first-frame.ts';
import { stalled } from './stream/stalled.ts';
import { status } from './stream/status.ts';
import { until } from './stream/until.ts';

/** The rules of a call of any method, in the order of the report. */
export const CALL_RULES: readonly Rule[] = [messageDecodes, firstFrame, complete, until, status, stalled];

/** Rules that have nothing to judge where one message is the answer. */
const OF_STREAMS: ReadonlySet<string> = new Set([complete.id, until.id]);

/** The rules that go with a method that answers with a stream of messages, or with one. */
export function callRules(streaming: boolean): readonly Rule[] {
  return streaming ? CALL_RULES : CALL_RULES.filter(({ id }) => !OF_STREAMS.has(id));
}
