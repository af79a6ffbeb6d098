import type { Fact } from '../base/expectation.ts';
import type { ConnectAttempt, RunResult } from '../base/result.ts';
import { statusWords } from '../base/status.ts';
import { plural } from '../base/text.ts';
import type { CompiledLayout } from '../frame/layout.ts';
import type { Connection } from '../wire/types.ts';
import type { Reach, StreamPlan } from './plan.ts';
import type { Followed, StreamRun } from './stream-run.ts';
import { worstStream } from './stream-run.ts';

type Streams = StreamRun['streams'];

/** How the server was reached, attempt by attempt. */
export function connectPart({ attempts, connection, firstAttemptAt, streams }: Followed): RunResult['connect'] {
  const firstMessages = streams.map(({ end }) => end.firstMessageAt).filter((at) => at !== null);
  // A stream that never began makes the start-up of the whole unknown.
  const begun = streams.length > 0 && firstMessages.length === streams.length;
  return {
    attempts,
    ms: connection && connection.connectedAt - connection.dialledAt,
    startupMs: begun && firstAttemptAt !== null ? Math.max(...firstMessages) - firstAttemptAt : null,
  };
}

/** The attempt that succeeded, with the slowest of its streams' phases. */
export function lastAttempt(connection: Connection, streams: Streams): ConnectAttempt {
  const dialled = connection.attempts.at(-1) as ConnectAttempt;
  const worst = (pick: 'headersAt' | 'firstMessageAt'): number | null => {
    const times = streams.map(({ end }) => (end[pick] === null ? null : end[pick] - end.sentAt));
    const known = times.filter((time) => time !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    ...dialled,
    phases: { ...dialled.phases, headersMs: worst('headersAt'), firstMessageMs: worst('firstMessageAt') },
  };
}

export function targetPart(
  reach: Reach,
  embedded: boolean,
  { connection }: Followed,
): NonNullable<RunResult['target']> {
  return {
    address: reach.target.address,
    peerAddress: connection?.peerAddress ?? null,
    security: reach.security,
    tls: connection?.tls ?? null,
    embedded,
    client: reach.client,
    windowSize: connection?.windowSize ?? reach.windowSize,
  };
}

/** The layout that was used, or that would have been; null where none of several was seen to be the server's. */
export function layoutPart({ plan, layout, streams }: StreamRun): RunResult['layout'] {
  const used = layout ?? (plan?.layouts.length === 1 ? plan.layouts[0] : null);
  if (!used) return null;
  // What the first frames showed says more than what the layout leaves open.
  return { name: used.name, element: shown(streams, 'element', used), axes: shown(streams, 'axes', used) };
}

/** What the streams' first frames showed; which streams, where they differ. */
function shown(streams: Streams, part: 'element' | 'axes', layout: CompiledLayout): string {
  const seen = new Map<string, number[]>();
  for (const { streamId, count } of streams) {
    const words = count.shape?.[part];
    if (words !== undefined) seen.set(words, [...(seen.get(words) ?? []), streamId]);
  }
  const [only, ...others] = [...seen];
  if (only === undefined) return layout[part];
  if (others.length === 0) return only[0];
  return [only, ...others]
    .map(([words, ids]) => `${words} (${ids.length === 1 ? 'stream' : 'streams'} ${ids.join(', ')})`)
    .join('; ');
}

/** All streams together; null when none was opened. */
export function framesPart({ plan, streams }: StreamRun): RunResult['frames'] {
  if (plan === null || streams.length === 0) return null;
  const expected = expectedFrames(plan);
  const counts = streams.map(({ count }) => count);
  return {
    received: sum(streams.map(({ received }) => received)),
    expected: expected && expected.value * streams.length,
    expectedOrigin: expected?.origin ?? null,
    rows: sum(counts.map(({ rows }) => rows)),
    values: sum(counts.map(({ values }) => values)),
    payloadBytes: sum(counts.map(({ payloadBytes }) => payloadBytes)),
    wireBytes: sum(streams.map(({ end }) => end.wireBytes)),
    lost: sumKnown(streams, 'lost'),
    repeated: sumKnown(streams, 'repeated'),
    bad: sum(counts.map(({ bad }) => bad)),
  };
}

/** Frames each stream is to deliver, as stream.complete sees it. */
function expectedFrames({ streams: [{ expectation }], ending }: StreamPlan): Fact<number> | null {
  const { frames, minFrames, fps } = expectation;
  if (frames ?? minFrames) return frames ?? minFrames ?? null;
  if (!fps || ending.afterReason !== 'duration' || ending.afterMs === null) return null;
  return { value: Math.floor((0.9 * fps.value * ending.afterMs) / 1000), origin: `0.9 of nominal, ${fps.origin}` };
}

export function sourcePart({ streams }: StreamRun): RunResult['source'] {
  if (streams.length === 0) return null;
  const known = (key: 'firstRow' | 'lastRow' | 'ageMs'): number[] => streams.flatMap(({ count }) => count[key] ?? []);
  const [first, last, ages] = [known('firstRow'), known('lastRow'), known('ageMs')];
  return {
    firstRow: first.length === 0 ? null : Math.min(...first),
    lastRow: last.length === 0 ? null : Math.max(...last),
    ageMs: ages.length === 0 ? null : Math.max(...ages),
  };
}

/** What is worth saying of the streams and is no error. */
export function streamNotes({ plan, layout, streams }: StreamRun): string[] {
  const extra = sum(streams.map((stream) => stream.extra));
  return [
    ...layoutNotes(plan, layout, streams),
    ...(extra > 0
      ? [
          `${plural(extra, 'more frame')} came before the stream could be ended, and ${extra === 1 ? 'was' : 'were'} not judged`,
        ]
      : []),
    ...new Set(streams.flatMap(({ end }) => end.notes)),
  ];
}

function layoutNotes(plan: StreamPlan | null, layout: CompiledLayout | null, streams: Streams): string[] {
  if (plan === null || layout === plan.layouts[0]) return [];
  if (layout !== null) return [`the server does not implement ${plan.layouts[0].method}: the layout is ${layout.name}`];
  if (streams.length === 0) return [];
  return [`the server implements the method of no layout: ${plan.layouts.map(({ method }) => method).join(', ')}`];
}

/** What broke the run, also when it was the stream and not we. */
export function failurePart({ streams, failure }: Followed): RunResult['failure'] {
  if (failure) return { code: failure.code, message: failure.message, hint: failure.hint };
  const worst = worstStream(streams);
  if (worst === null) return null;
  const { reason, end, checks } = worst;
  const which = streams.length > 1 ? `stream ${worst.streamId} (${plural(worst.received, 'frame')}): ` : '';
  if (reason === 'stalled') {
    const hint =
      'is the source still producing? --idle-timeout sets how long to wait, --duration ends a stream on purpose';
    return { code: 'stalled', message: which + end.status.message, hint };
  }
  const broken = checks.find(({ rule, violations }) => rule === 'stream.status' && violations > 0);
  if (!broken) return null;
  const expected = broken.findings[0]?.expected ?? 'OK';
  const instead = expected === 'OK' ? '' : `, where ${expected} was expected`;
  return {
    code: end.status.reason ?? 'stream-broken',
    message: `${which}${statusWords(end.status)}${instead}`,
    hint: reason === 'deadline' ? 'a stream without end is stopped on purpose with --duration or --max-messages' : null,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function sumKnown(streams: Streams, key: 'lost' | 'repeated'): number | null {
  const known = streams.flatMap((stream) => stream[key] ?? []);
  return known.length === 0 ? null : sum(known);
}
