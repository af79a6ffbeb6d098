import { systemClock } from '../base/clock.ts';
import type { RunResult } from '../base/result.ts';
import { formatMs } from '../base/units.ts';
import type { Host } from '../run/host.ts';
import { deliver } from './deliver.ts';
import { Interrupt } from './interrupt.ts';
import type { Io } from './io.ts';
import type { OutputValues } from './options/output.ts';
import { ReportFiles } from './report-files.ts';
import { ResultOutput } from './result-output.ts';
import type { Settings } from './settings.ts';
import { told, toldBy } from './told.ts';
import { version } from './version.ts';

/** What a command that ends with a document runs on. */
export interface RunStage {
  readonly io: Io;
  /** Clock, version, interruption; failed attempts to connect are said on stderr. */
  readonly host: Host;
  readonly output: ResultOutput;
  /** One line on stderr, unless `--quiet`. */
  readonly say: (text: string) => void;
  /** stdout carries NDJSON records, written as things happen. */
  readonly records: boolean;
  /** A progress line on stderr is wanted and can be seen. */
  readonly showProgress: boolean;
}

/** A command whose words have been read and found right. */
export interface Prepared {
  readonly settings: Settings<OutputValues>;
  /** Where the result document is to be kept, beside the reports. */
  readonly save?: string | null;
  /** stdout carries something else, and the report goes to stderr. */
  readonly toStderr?: boolean;
  readonly run: (stage: RunStage) => Promise<RunResult>;
}

/**
 * Runs a command that ends with a document and delivers it; the exit code. Ctrl-C is heard from before `prepare` on;
 * report files are opened after it and before anything is dialled. No secret known to `io` is left in the document.
 * @throws what `prepare` throws, Failures of the report files, and what `run` throws.
 */
export async function withDocument(io: Io, prepare: () => Prepared): Promise<number> {
  const interrupt = new Interrupt(io);
  try {
    const { settings, run, save = null, toStderr = false } = prepare();
    const { values } = settings;
    const files = await told(toldBy(settings, 'report'), () => ReportFiles.open(values.report, save));
    const page = toStderr ? { ...io, stdout: io.stderr } : io;
    const output = new ResultOutput(page.stdout);
    const result = io.secrets.redactAll(await run(stageOf(io, values, output, interrupt.signal)));
    return await deliver(result, values.json ? 'json' : values.output, files, page, output);
  } finally {
    interrupt.release();
  }
}

function stageOf(io: Io, values: OutputValues, output: ResultOutput, signal: AbortSignal): RunStage {
  const say = sayer(io, values.quiet);
  const host: Host = {
    clock: systemClock,
    random: Math.random,
    version: version(),
    signal,
    onAttempt: attemptLine(say),
  };
  const records = values.output === 'ndjson' && !values.json;
  return { io, host, output, say, records, showProgress: values.progress && !values.quiet && io.stderr.isTTY };
}

/** Writes a line to stderr, unless it is to be quiet; a reader that went away is no failure. */
export function sayer({ stderr }: Pick<Io, 'stderr'>, quiet: boolean): (text: string) => void {
  return (text) => {
    if (!quiet) void stderr.write(`grpc-validate: ${text}\n`).catch(() => {});
  };
}

/** Says of an attempt that failed: `attempt failed: connection refused (tcp-refused); next attempt in 2.00 s`. */
export function attemptLine(say: (text: string) => void): NonNullable<Host['onAttempt']> {
  return ({ cause, message }, delayMs) => {
    if (cause === undefined) return;
    const next = delayMs === null ? 'giving up' : `next attempt in ${formatMs(delayMs)}`;
    say(`attempt failed: ${message ?? 'unknown'} (${cause}); ${next}`);
  };
}
