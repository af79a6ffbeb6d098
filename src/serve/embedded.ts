import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure } from '../base/failure.ts';
import type { FromEmbedded, ToEmbedded } from './embedded-main.ts';
import type { SpectrogramServerOptions } from './server.ts';

/** From src/serve and from dist/serve alike. */
const MAIN = fileURLToPath(new URL('../../dist/serve/embedded-main.js', import.meta.url));
const START_MS = 15_000;
const STOP_MS = 3_000;

export interface EmbeddedServer {
  /** `host:port` on the loopback interface. */
  readonly address: string;
  /** The same of the REST facade; null without one. */
  readonly restAddress: string | null;
  /** Resolves when the process is gone; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the simulator in a process of its own, so that it does not share our event loop, and resolves once it listens. The process ends with
 * ours. Rejects with the Failure of wrong options, or `internal` when the process does not start.
 */
export async function startEmbedded(
  options: SpectrogramServerOptions = {},
  main: string = MAIN,
): Promise<EmbeddedServer> {
  if (!existsSync(main))
    throw new Failure('internal', 'the embedded server is not built', { hint: 'run npm run build' });
  const child = fork(main, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  try {
    const { address, restAddress } = await started(child, options);
    return { address, restAddress, stop: () => stop(child, gone) };
  } catch (thrown) {
    await stop(child, gone);
    throw thrown;
  }
}

type Addresses = Extract<FromEmbedded, { readonly address: string }>;

function started(child: ChildProcess, options: SpectrogramServerOptions): Promise<Addresses> {
  return new Promise((resolve, reject) => {
    let stderr = '';
    const refuse = (message: string): void =>
      reject(new Failure('internal', `the embedded server ${message}${stderr && `: ${stderr.trim()}`}`));
    const timer = setTimeout(() => refuse('did not start in time'), START_MS);
    child.stderr?.on('data', (chunk: Buffer) => (stderr = `${stderr}${chunk.toString()}`.slice(-2000)));
    child.once('error', (cause) => refuse(`could not be started: ${cause.message}`));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      refuse(`ended at once (${signal ?? `exit code ${code}`})`);
    });
    child.once('message', (message: FromEmbedded) => {
      clearTimeout(timer);
      if ('address' in message) resolve(message);
      else reject(asFailure(message.failure));
    });
    send(child, { start: options });
  });
}

function asFailure({ code, message, hint }: { code: string; message: string; hint: string | null }): Failure {
  const known = code === 'usage' || code === 'file' || code === 'config' ? code : 'internal';
  return new Failure(known, message, hint === null ? {} : { hint });
}

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  send(child, { stop: true });
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(timer);
}

function send(child: ChildProcess, message: ToEmbedded): void {
  // The callback takes the error of a child that has just gone; its exit is seen elsewhere.
  if (child.connected) child.send(message, () => {});
}
