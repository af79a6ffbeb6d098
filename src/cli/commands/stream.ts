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
import type { Settings } from '../settings.ts';
import { version } from '../version.ts';
import { prepareStream } from './stream-prepare.ts';
import type { StreamValues } from '../options/values.ts';
import type { StreamDraft } from './stream-draft.ts';

/** `grpc-validate stream [target]`: exit code. */
export async function stream(
  target: string | undefined,
  settings: Settings<StreamValues>,
  config: Config,
  io: Io,
): Promise<number> {
  const { values } = settings;
  const prepared = prepareStream(target, settings, config, io);
  const files = await ReportFiles.open(values.report);
  const interrupt = new Interrupt(io);
  try {
    const result = await prepared.run((planner) => watch(prepared.draft, planner, io, interrupt.signal));
    return await deliver(result, values.json ? 'json' : values.output, files, io);
  } finally {
    interrupt.release();
  }
}

async function watch(draft: StreamDraft, planner: StreamPlanner, io: Io, signal: AbortSignal): Promise<RunResult> {
  const { values } = draft;
  const say = (text: string): void => {
    if (!values.quiet) void io.stderr.write(`grpc-validate: ${text}\n`).catch(() => {});
  };
  const progress = new Progress(io);
  const showProgress = values.progress && !values.quiet && io.stderr.isTTY;
  const records = values.output === 'ndjson' && !values.json;
  let intervals: NodeJS.Timeout | undefined;
  const host: Host = {
    clock: systemClock,
    random: Math.random,
    version: version(),
    signal,
    onAttempt: (attempt, delayMs) => {
      if (attempt.cause !== undefined) say(attemptLine(attempt, delayMs));
    },
    onStart: (peek: () => Snapshot) => {
      if (showProgress) progress.start(peek);
      if (!records) return;
      clearInterval(intervals);
      intervals = setInterval(() => void io.stdout.write(intervalRecord(peek())).catch(() => {}), 1000);
    },
  };
  const noted: StreamPlanner = async (given) => {
    const plan = await planner(given);
    for (const note of plan.notes) say(note);
    if (records) {
      await io.stdout.write(startRecord(plan.command, plan.reach.target.address, new Date().toISOString()));
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
