import type { Readable } from 'node:stream';
import { isatty } from 'node:tty';
import { Secrets } from '../base/secrets.ts';

/** Everything of the outside world a command touches, so that a test can stand in for it. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Opened when it is first asked for: a program that reads nothing must not hold its input. */
  readonly stdin: () => Readable;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What must never be written; stdout and stderr leave it out by themselves. */
  readonly secrets: Secrets;
  readonly cwd: string;
  /** Calls back at every SIGINT and SIGTERM until the returned function is called. */
  onSignal(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void;
  /** Leaves at once. */
  exit(code: number): void;
}

export interface Sink {
  readonly isTTY: boolean;
  readonly columns: number;
  /** Resolves when written; rejects with the system's error, ENOSPC or EPIPE among them. */
  write(text: string): Promise<void>;
}

/** The process's own streams, environment and signals. */
export function processIo(): Io {
  const secrets = new Secrets();
  return {
    stdout: discreet(sink(process.stdout, 1), secrets),
    stderr: discreet(sink(process.stderr, 2), secrets),
    stdin: () => process.stdin,
    env: process.env,
    secrets,
    cwd: process.cwd(),
    onSignal: (listener) => {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
    exit: (code) => process.exit(code),
  };
}

/** The same sink, which writes no secrets. */
export function discreet(sink: Sink, secrets: Secrets): Sink {
  return {
    isTTY: sink.isTTY,
    columns: sink.columns,
    write: (text) => sink.write(secrets.redact(text)),
  };
}

function sink(stream: NodeJS.WriteStream, fd: number): Sink {
  // A reader that went away shows as an error event too; the rejected write tells it already.
  stream.on('error', () => {});
  return {
    isTTY: isatty(fd),
    columns: stream.columns ?? 80,
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error ? reject(error) : resolve()));
      }),
  };
}
