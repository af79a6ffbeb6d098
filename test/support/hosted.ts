import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RunResult } from '../../src/base/result.ts';
import type { Finished, Running, RunOptions } from './binary.ts';
import { calm, parsed, restOf, whereItListens } from './binary.ts';

/** One message of the process that runs the commands. */
interface Said {
  readonly id: number;
  readonly stream?: 'stdout' | 'stderr';
  readonly text?: string;
  readonly code?: number;
}

interface Command {
  readonly finished: Promise<Finished>;
  onStdout(listener: (all: string) => void): void;
  signal(name: 'SIGINT' | 'SIGTERM'): void;
}

/**
 * A process that has loaded the built program and runs many commands: starting one for each costs more than the rest
 * of a short story. For stories about what a run says; those about how a process begins and ends use binary.ts.
 */
class Host {
  readonly #child: ChildProcess;
  readonly #hear = new Map<number, (said: Said) => void>();
  readonly #ended: Promise<never>;
  #hasEnded = false;
  #last = 0;

  constructor() {
    this.#child = fork(fileURLToPath(new URL('command-host.mjs', import.meta.url)), {
      execArgv: [],
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let stderr = '';
    this.#child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    this.#child.on('message', (said: Said) => this.#hear.get(said.id)?.(said));
    this.#ended = new Promise((_, reject) => {
      this.#child.on('close', () => {
        this.#hasEnded = true;
        reject(new Error(`the process that runs the commands has ended: ${stderr}`));
      });
    });
    this.#ended.catch(() => {});
    // It ends with whoever started it.
    this.#child.unref();
    this.#child.channel?.unref();
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  run(args: readonly string[], env: RunOptions['env'] = {}): Command {
    const id = (this.#last += 1);
    const texts = { stdout: '', stderr: '' };
    let onStdout: (all: string) => void = () => {};
    const finished = new Promise<Finished>((resolve) => {
      this.#hear.set(id, ({ stream, text = '', code }) => {
        if (stream) texts[stream] += text;
        if (stream === 'stdout') onStdout(texts.stdout);
        if (code === undefined) return;
        this.#hear.delete(id);
        resolve({ code, ...texts });
      });
    });
    this.#child.send({ id, args, env });
    return {
      finished: Promise.race([finished, this.#ended]),
      onStdout: (listener) => void (onStdout = listener),
      signal: (name) => void this.#child.send({ id, signal: name }),
    };
  }
}

/** Servers in one process, their clients in another, as they would be. */
const hosts = new Map<'servers' | 'clients', Host>();

function host(name: 'servers' | 'clients'): Host {
  const running = hosts.get(name);
  if (running?.hasEnded === false) return running;
  const started = new Host();
  hosts.set(name, started);
  return started;
}

export type HostedServer = Omit<Running, 'output'>;

/** Starts `serve spectrogram` on a free port and waits until it listens. */
export async function serveSpectrogram(...args: string[]): Promise<HostedServer> {
  const command = host('servers').run(['serve', 'spectrogram', ...args, '--port', '0']);
  const stdout = await new Promise<string>((resolve, reject) => {
    command.onStdout((all) => {
      if (whereItListens(all) !== undefined) resolve(all);
    });
    command.finished
      .then(({ code, stderr }) => reject(new Error(`the server ended with ${code}: ${stderr}`)))
      .catch(reject);
  });
  return {
    address: whereItListens(stdout) ?? '',
    rest: restOf(stdout),
    stop: async () => {
      command.signal('SIGTERM');
      return (await command.finished).code;
    },
  };
}

/** Runs a command line outside any pipeline, unless `env` says otherwise, and waits for it. */
export function grpcValidate(args: readonly string[], { env }: Pick<RunOptions, 'env'> = {}): Promise<Finished> {
  return host('clients').run(args, env).finished;
}

/** Runs with --json and reads the document; fails with everything printed when there is none. */
export async function document(args: readonly string[]): Promise<{ result: RunResult; finished: Finished }> {
  return parsed(await grpcValidate([...args, '--json']));
}

/** As `document`, for runs that may have no finding; see `calm`. */
export function calmDocument(args: readonly string[]): ReturnType<typeof document> {
  return calm(() => document(args));
}
