import { systemClock } from '../../base/clock.ts';
import type { ConnectAttempt } from '../../base/result.ts';
import { formatMs } from '../../base/units.ts';
import { intervalRecord, startRecord } from '../../report/ndjson.ts';
import { runStream } from '../../run/stream.ts';
import type { Host, Snapshot } from '../../run/host.ts';
import type { StreamPlan } from '../../run/plan.ts';
import { startEmbedded } from '../../serve/embedded.ts';
import type { Config } from '../config-file.ts';
import { deliver } from '../deliver.ts';
import { Interrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { Progress } from '../progress.ts';
import { ReportFiles } from '../report-files.ts';
import type { Settings } from '../settings.ts';
import { chooseTarget } from '../target-source.ts';
import { version } from '../version.ts';
import type { StreamValues } from './stream-plan.ts';
import { planEmbedded, planStream } from './stream-plan.ts';

/** `grpc-validate stream [target]`: exit code. */
export async function stream(
  target: string | undefined,
  settings: Settings<StreamValues>,
  config: Config,
  io: Io,
): Promise<number> {
  const { values } = settings;
  const source = chooseTarget(target, values.embedded, io, config);
  const simulator = planEmbedded(values, source);
  // Planned before anything is started or dialled: wrong words must cost nothing.
  const plan = planStream(settings, source, io);
  const files = await ReportFiles.open(values.report);
  const embedded = simulator && (await startEmbedded(simulator));
  const interrupt = new Interrupt(io);
  try {
    const ready = embedded ? plan.at(embedded.address) : plan.at(null);
    const say = (text: string): void => {
      if (!values.quiet) void io.stderr.write(`grpc-validate: ${text}\n`).catch(() => {});
    };
    for (const note of ready.notes) say(note);
    const result = await watch(ready, settings, io, interrupt.signal, say);
    return await deliver(result, values.json ? 'json' : values.output, files, io);
  } finally {
    interrupt.release();
    await embedded?.stop();
  }
}

async function watch(
  plan: StreamPlan,
  { values }: Settings<StreamValues>,
  io: Io,
  signal: AbortSignal,
  say: (text: string) => void,
): ReturnType<typeof runStream> {
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
  try {
    if (records) await io.stdout.write(startRecord(plan.command, plan.reach.target.address, new Date().toISOString()));
    return await runStream(plan, host);
  } finally {
    clearInterval(intervals);
    progress.stop();
  }
}

/** `attempt failed: connection refused (tcp-refused); next in 2.0 s`. */
function attemptLine({ cause, message }: ConnectAttempt, delayMs: number | null): string {
  const next = delayMs === null ? 'giving up' : `next attempt in ${formatMs(delayMs)}`;
  return `attempt failed: ${message ?? 'unknown'} (${cause ?? 'unknown'}); ${next}`;
}
