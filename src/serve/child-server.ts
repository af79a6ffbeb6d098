import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Failure } from '../base/failure.ts';

/** What the parent says: first the options, at the end stop. */
export type ToChild = { readonly start: unknown } | { readonly stop: true };

/** What the child answers to the options: where it listens. */
export type FromChild<T> =
  T | { readonly failure: { readonly code: string; readonly message: string; readonly hint: string | null } };

const START_MS = 15_000;
const STOP_MS = 3_000;

/** A server in a process of its own. */
export type ChildServer<T> = T & {
  /** Resolves when the process is gone; safe to call twice. */
  stop(): Promise<void>;
};

/**
 * Starts a server in a process of its own, so that it does not share our event loop, and resolves with what it says once it
 * listens. `main` is a built module that calls `serveParent`. The process ends with ours. Rejects with the Failure of wrong
 * options, or `internal` when the process does not start.
 */
export async function startChild<T extends { readonly address: string }>(
  main: string,
  options: unknown,
): Promise<ChildServer<T>> {
  if (!existsSync(main))
    throw new Failure('internal', 'the embedded server is not built', { hint: 'run npm run build' });
  const child = fork(main, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  try {
    const said = await started<T>(child, options);
    return { ...said, stop: () => stop(child, gone) };
  } catch (thrown) {
    await stop(child, gone);
    throw thrown;
  }
}

function started<T extends { readonly address: string }>(child: ChildProcess, options: unknown): Promise<T> {
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
    child.once('message', (message: FromChild<T>) => {
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

function send(child: ChildProcess, message: ToChild): void {
  // The callback takes the error of a child that has just gone; its exit is seen elsewhere.
  if (child.connected) child.send(message, () => {});
}
