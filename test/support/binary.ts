import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { CheckResult, RunResult } from '../../src/base/result.ts';

/** The command as it is installed. */
export const BIN = fileURLToPath(new URL('../../bin/grpc-validate.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
  /** Told of the child as soon as it runs, to send it signals. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the built binary as a user would, outside any pipeline, and waits for it; killed after a minute. */
export function grpcValidate(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = start(args, options);
  options.onStart?.(child);
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

/** Runs with --json and reads the document; fails with everything printed when there is none. */
export async function document(
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ result: RunResult; finished: Finished }> {
  return parsed(await grpcValidate([...args, '--json'], options));
}

/** What a run with --json printed; fails with everything printed when it is no document. */
export function parsed(finished: Finished): { result: RunResult; finished: Finished } {
  try {
    return { result: JSON.parse(finished.stdout) as RunResult, finished };
  } catch {
    throw new Error(`no document; exit ${finished.code}\n${finished.stdout}\n${finished.stderr}`);
  }
}

/**
 * A run that may have no finding. On a busy machine frames do freeze, for want of a processor: a run of which nothing
 * else is said is repeated, twice at most.
 */
export async function calm(start: () => ReturnType<typeof document>): ReturnType<typeof document> {
  for (let repeats = 2; ; repeats -= 1) {
    const run = await start();
    const findings = findingsOf(run.result);
    const onlyFroze = findings.length > 0 && findings.every((finding) => finding.startsWith('stream.freeze'));
    if (!onlyFroze || repeats === 0) return run;
  }
}

/** Flags for runs whose fault is no freeze: a machine busy with other things freezes any stream, and that decides nothing. */
export const WITHOUT_FREEZES = ['--severity', 'stream.freeze=off', '--severity', 'stream.freeze-share=off'] as const;

/** Every finding of a document, `rule: message`. */
export function findingsOf(result: RunResult): string[] {
  return result.checks.flatMap(({ rule, findings }) => findings.map(({ message }) => `${rule}: ${message}`));
}

/** The outcome of one rule; fails where the document has none. */
export function checkOf(result: RunResult, rule: string): CheckResult {
  const check = result.checks.find((each) => each.rule === rule);
  if (!check) throw new Error(`${rule} is not in the document`);
  return check;
}

export interface Running {
  readonly address: string;
  /** URL of its REST calls; empty without --rest-port. */
  readonly rest: string;
  /** Everything printed to stdout so far. */
  output(): string;
  /** Ends it with a signal; resolves with its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `serve spectrogram` on a free port and waits until it listens. */
export function serveSpectrogram(...args: string[]): Promise<Running> {
  return serveSpectrogramIn(undefined, ...args);
}

/** As `serveSpectrogram`, in a working folder. */
export function serveSpectrogramIn(cwd: string | undefined, ...args: string[]): Promise<Running> {
  return serveAny(['spectrogram', ...args], cwd);
}

/** Starts `serve` with any arguments on a free port and waits until it listens. */
export async function serveAny(args: readonly string[], cwd?: string): Promise<Running> {
  const child = start(['serve', ...args, '--port', '0'], cwd === undefined ? {} : { cwd });
  let stdout = '';
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      const found = whereItListens(stdout);
      if (found !== undefined) resolve(found);
    });
    void closed.then((code) => reject(new Error(`the server ended with ${code}: ${stderr}`)));
  });
  return {
    address,
    rest: restOf(stdout),
    output: () => stdout,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return await closed;
    },
  };
}

/** Address in the first line of a server; undefined before that is complete. */
export function whereItListens(stdout: string): string | undefined {
  return /((?:127\.0\.0\.1|\[::1\]):\d+).*\n/.exec(stdout)?.[1];
}

/** URL of the REST calls in the first line of a server; empty without them. */
export function restOf(stdout: string): string {
  return /REST on (https?:\/\/[^,\s]+)/.exec(stdout)?.[1] ?? '';
}

/** A story that runs out of time does not stop what it started. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

function start(args: readonly string[], { env, cwd, stdin }: RunOptions): ChildProcess {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  child.on('close', () => running.delete(child));
  child.stdin?.end(stdin ?? '');
  return child;
}
