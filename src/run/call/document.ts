import type { CallInfo, MetadataEntry, RunResult } from '../../base/result.ts';
import { plural, printable } from '../../base/text.ts';
import { isSecretKey } from '../../base/secret.ts';
import type { Metadata } from '../../wire/types.ts';
import { targetPart } from '../document-parts.ts';
import { buildDocument } from '../document.ts';
import type { Host } from '../host.ts';
import type { Followed } from '../stream-run.ts';
import type { CallOutcome } from './one-call.ts';
import type { CallDraft, CallPlan } from './plan.ts';

/** What became of a `call` before it is put into words. */
export interface CallRun extends Followed {
  /** Null when the schema was not reached. */
  readonly plan: CallPlan | null;
  /** The call, or none. */
  readonly streams: readonly CallOutcome[];
}

/** Puts a call into the document every reporter reads. */
export function buildCallResult(draft: CallDraft, host: Host, run: CallRun, durationMs: number): RunResult {
  const { plan } = run;
  const [outcome] = run.streams;
  const head = {
    ...draft,
    slos: plan?.slos ?? draft.slos,
    notes: [...draft.notes, ...(plan?.notes ?? []), ...(outcome ? callNotes(outcome) : [])],
  };
  const result = buildDocument(head, host, run, durationMs, {
    target: targetPart(draft.reach, false, run),
    call: callPart(draft, plan, outcome),
    job: null,
    layout: null,
    frames: outcome ? messagesPart(plan, outcome) : null,
    source: null,
  });
  return result.endReason === 'max-frames' ? { ...result, endReason: 'max-messages' } : result;
}

function callPart(draft: CallDraft, plan: CallPlan | null, outcome: CallOutcome | undefined): RunResult['call'] {
  if (plan === null) return null;
  const call: CallInfo = { method: draft.method, kind: plan.kind };
  if (!outcome) return call;
  const { headers, trailers } = outcome.end;
  return {
    ...call,
    sent: outcome.sent,
    ...(plan.verbose ? { headers: shown(headers), trailers: shown(trailers) } : {}),
  };
}

function messagesPart(plan: CallPlan | null, { received, count, end }: CallOutcome): RunResult['frames'] {
  const expected = plan?.expectation.minFrames ?? null;
  return {
    received,
    expected: expected && expected.value,
    expectedOrigin: expected && expected.origin,
    rows: null,
    values: null,
    payloadBytes: count.payloadBytes,
    wireBytes: end.wireBytes,
    lost: null,
    repeated: null,
    bad: count.bad,
  };
}

function callNotes({ extra, end, notes }: CallOutcome): string[] {
  return [
    ...notes,
    ...(extra > 0
      ? [
          `${plural(extra, 'more message')} came before the call could be ended, and ${extra === 1 ? 'was' : 'were'} not judged`,
        ]
      : []),
    ...end.notes,
  ];
}

/** Metadata as it may be printed and saved. */
function shown(metadata: Metadata | null): MetadataEntry[] {
  return (metadata ?? []).map(([key, value]) => ({
    key: printable(key, 200),
    value: isSecretKey(key) ? '(hidden)' : printable(value, 1000),
  }));
}
