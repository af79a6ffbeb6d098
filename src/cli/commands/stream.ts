import { systemClock } from '../../base/clock.ts';
import type { ConnectAttempt, RunResult } from '../../base/result.ts';
import { formatMs } from '../../base/units.ts';
import { intervalRecord, startRecord } from '../../report/ndjson.ts';
import type { Host, Snapshot } from '../../run/host.ts';
import type { StreamPlanner } from '../../run/stream.ts';
import { runStream } from '../../run/stream.ts';
import type { Config } from '../config-file.ts';
import { deliver } from '../deliver.ts';
import { Interrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { Progress } from '../progress.ts';
import { ReportFiles } from '../report-files.ts';
import { ResultOutput } from '../result-output.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';
import { version } from '../version.ts';
import { WATCH_NOTES } from './job-plan.ts';
import { prepareStream } from './stream-prepare.ts';
import type { StreamValues } from '../options/values.ts';
import type { StreamDraft } from './stream-draft.ts';

/** `grpc-validate stream [target]`: exit code. */
export async function stream(
  target: string | undefined,
  given: Settings<StreamValues>,
  config: Config,
  io: Io,
): Promise<number> {
  const interrupt = new Interrupt(io);
  const { signal } = interrupt;
  try {
    const prepared = prepareStream(target, given, config, io);
    const { draft, settings } = prepared;
    const { values } = settings;
    const files = await told(toldBy(settings, 'report'), () => ReportFiles.open(values.report));
    const output = new ResultOutput(io.stdout);
    const result = await prepared.run((planner) => watch(draft, planner, { io, signal, output }), signal);
    return await deliver(result, values.json ? 'json' : values.output, files, io, output);
  } finally {
    interrupt.release();
  }
}

interface Watching {
  readonly io: Io;
  readonly signal: AbortSignal;
  readonly output: ResultOutput;
}

async function watch(draft: StreamDraft, planner: StreamPlanner, watching: Watching): Promise<RunResult> {
  const { io, signal, output } = watching;
  const { values } = draft;
  const say = (text: string): void => {
    if (!values.quiet) void io.stderr.write(`grpc-validate: ${text}\n`).catch(() => {});
  };
  const progress = new Progress(io);
  const showProgress = values.progress && !values.quiet && io.stderr.isTTY;
  const records = values.output === 'ndjson' && !values.json;
  let intervals: NodeJS.Timeout | undefined;
  let watchNotes: readonly string[] = [];
  const host: Host = {
    clock: systemClock,
    random: Math.random,
    version: version(),
    signal,
    onAttempt: (attempt, delayMs) => {
      if (attempt.cause !== undefined) say(attemptLine(attempt, delayMs));
    },
    onStart: (peek: () => Snapshot) => {
      for (const note of watchNotes) say(note);
      watchNotes = [];
      if (showProgress) progress.start(peek);
      if (!records) return;
      clearInterval(intervals);
      intervals = setInterval(() => void output.write(intervalRecord(peek())), 1000);
    },
  };
  const noted: StreamPlanner = async (given) => {
    const plan = await planner(given);
    for (const note of plan.notes) if (!WATCH_NOTES.has(note)) say(note);
    watchNotes = plan.notes.filter((note) => WATCH_NOTES.has(note));
    if (records) {
      await output.write(startRecord(plan.command, plan.reach.target.address, new Date().toISOString()));
    }
    return plan;
  };
  try {
    return await runStream(draft, noted, host);
  } finally {
    clearInterval(intervals);
    progress.stop();
  }
}

/** `attempt failed: connection refused (tcp-refused); next attempt in 2.00 s`. */
function attemptLine({ cause, message }: ConnectAttempt, delayMs: number | null): string {
  const next = delayMs === null ? 'giving up' : `next attempt in ${formatMs(delayMs)}`;
  return `attempt failed: ${message ?? 'unknown'} (${cause ?? 'unknown'}); ${next}`;
}
