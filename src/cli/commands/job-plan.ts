import type { Expectation } from '../../base/expectation.ts';
import { usage } from '../../base/failure.ts';
import { isDefaultOrigin } from '../../base/slo.ts';
import { streamIds } from '../../frame/description-channels.ts';
import { expectationFrom } from '../../frame/description-expectation.ts';
import { jobFacts } from '../../frame/description-facts.ts';
import { parseSlos } from '../../measure/slo.ts';
import type { FoundJob } from '../../run/focus/find-job.ts';
import { noStreamTarget } from '../../run/focus/find-job.ts';
import type { Ending, PlannedStream, Reach, StreamPlan } from '../../run/plan.ts';
import { nominalCadence } from '../../run/plan.ts';
import { proxyNote } from '../../wire/proxy-note.ts';
import { parseTarget } from '../../wire/target.ts';
import type { Settings } from '../settings.ts';
import { planReach } from './reach-plan.ts';
import type { StreamValues } from '../options/values.ts';
import type { StreamDraft } from './stream-draft.ts';

/** How long a live job is watched when nothing says how much of it is wanted. */
const WATCH_MS = 30_000;

const LIVE = 'a live job, watched for at most 30 s';
const UNKNOWN_END =
  'nothing says whether this job ends: it is watched for at most 30 s (--ended waits for its end, --live compares its times with our clock)';

/** Notes about the watching of a stream: no matter before there is one. */
export const WATCH_NOTES: ReadonlySet<string> = new Set([LIVE, UNKNOWN_END]);

/** The plan, once everything about the job is known that will be. */
export function planJob(
  settings: Settings<StreamValues>,
  draft: StreamDraft,
  reach: Reach | null,
  found: FoundJob | null,
): StreamPlan {
  const { values } = draft;
  const settled = reach ?? described(settings, found);
  const streams = planStreams(draft, found, settings.origin('idleTimeout') !== null);
  const [{ expectation }] = streams;
  const ending = planEnding(values, expectation.live);
  const id = found?.jobId ?? values.job;
  const { command, embedded, failOn, labels, layouts, metadata } = draft;
  return {
    command,
    embedded,
    failOn,
    labels,
    layouts,
    metadata,
    settings: draft.settings,
    slos: planSlos(draft, expectation, sloOrigin(settings)),
    reach: { ...settled, streams: streams.length },
    jobId: id,
    job:
      id === null && found === null
        ? null
        : { id, live: expectation.live, ...(found ? jobFacts(found.description, found.request) : {}) },
    jobExists: found !== null && found.startedAt !== null && values.description === null,
    found: found && { startedAt: found.startedAt, attempts: found.attempts },
    streams,
    reading: {
      timeUnit: values.timeUnit ?? undefined,
      element: values.element ?? undefined,
      axes: values.axes ?? undefined,
    },
    timeoutMs: timeLimit(values, expectation),
    waitJobMs: values.waitJob,
    maxMessageSize: values.maxMessageSize,
    ending,
    ...draft.checks,
    notes: [...draft.notes, ...notes(draft, ending, settled, found)],
  };
}

/** The target of a job that was found, where the user gave none. */
function described(settings: Settings<StreamValues>, found: FoundJob | null): Reach {
  if (found === null) throw usage('no target was given');
  if (found.target === null) throw noStreamTarget(found, settings.values.description);
  return planReach(settings, found.target, isRestTls(settings.values));
}

function planStreams(
  { flags, said, values }: StreamDraft,
  found: FoundJob | null,
  isIdleGiven: boolean,
): readonly [PlannedStream, ...PlannedStream[]] {
  const all = found ? streamIds(found.description) : [0];
  const ids = values.streamId === 'all' ? all : [values.streamId];
  const [first = plan(0, 0), ...others] = ids.map(plan);
  return [first, ...others];

  function plan(streamId: number, place: number): PlannedStream {
    const expectation = patient(found ? expectationOf(flags, said, found, values.job, streamId) : flags, isIdleGiven);
    // How many streams were opened is said once, not by each of them.
    if (place === 0) return { streamId, expectation };
    return { streamId, expectation: { ...expectation, streams: undefined, contradictions: undefined } };
  }
}

function expectationOf(
  flags: Expectation,
  said: StreamDraft['said'],
  { description, request, jobId }: FoundJob,
  asked: string | null,
  streamId: number,
): Expectation {
  const job = jobId === null ? null : { value: jobId, origin: asked === null ? 'description' : '--job' };
  return expectationFrom({ description, request, flags, said, streamId, job });
}

/** A slow stream may be silent for ten of its gaps and, unless the user says otherwise, until its first FFT window is full. */
function patient(expectation: Expectation, isIdleGiven: boolean): Expectation {
  const nominal = nominalCadence(expectation);
  const first = isIdleGiven ? 0 : expectation.firstFrameMs.value;
  return { ...expectation, idleMs: Math.max(expectation.idleMs, first, nominal ? 10 * nominal.ms : 0) };
}

/** `--timeout`, raised to a `--duration` with its start-up and 10 s to spare. */
function timeLimit({ timeout, duration }: StreamValues, { firstFrameMs }: Expectation): number {
  return duration === null ? timeout : Math.max(timeout, duration + firstFrameMs.value + 10_000);
}

function planEnding(values: StreamValues, live: boolean): Ending {
  const counts = [values.frames, values.maxFrames].filter((count) => count !== null);
  const maxFrames = counts.length === 0 ? null : Math.min(...counts);
  if (values.duration !== null) return { maxFrames, afterMs: values.duration, afterReason: 'duration' };
  return { maxFrames, afterMs: live && maxFrames === null ? WATCH_MS : null, afterReason: 'watched' };
}

/** The default limit of the first frame is that of the rule, which may know the FFT window. */
function planSlos(
  { command, values, slos }: StreamDraft,
  { firstFrameMs }: Expectation,
  origin: string,
): StreamPlan['slos'] {
  if (!isDefaultOrigin(firstFrameMs.origin)) return slos;
  const nominal = values.fps === null ? {} : { nominalFps: values.fps };
  return parseSlos(values.slo, { command, firstFrameMs, origin, ...nominal });
}

function notes(
  { said, values, embedded, env }: StreamDraft,
  ending: Ending,
  reach: Reach,
  found: FoundJob | null,
): string[] {
  const { target } = reach;
  const told = found?.target ? parseTarget(found.target).address : target.address;
  const watched = ending.afterReason === 'watched' && ending.afterMs !== null;
  const isAssumed = said === null && found === null;
  const proxy = embedded ? null : proxyNote(target, env);
  return [
    ...(told === target.address
      ? []
      : [`the job's description names ${told}; the target given, ${target.address}, wins`]),
    ...(watched ? [isAssumed ? UNKNOWN_END : LIVE] : []),
    ...(values.skipVerify ? ['the server certificate is not checked (--skip-verify)'] : []),
    ...(proxy === null ? [] : [proxy]),
  ];
}

/** Where the user's limits stand; a path that reads like a default of ours is told from one. */
export function sloOrigin({ origin }: { readonly origin: (key: 'slo') => string | null }): string {
  const said = origin('slo') ?? '--slo';
  return isDefaultOrigin(said) ? `./${said}` : said;
}

/** Whether the Focus Server is spoken to over TLS. */
export function isRestTls({ focusServer }: Pick<StreamValues, 'focusServer'>): boolean {
  return focusServer !== null && /^https:/i.test(focusServer.trim());
}
