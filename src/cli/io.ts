import { isatty } from 'node:tty';

/** Everything of the outside world a command touches, so that a test can stand in for it. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
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
  return {
    stdout: sink(process.stdout, 1),
    stderr: sink(process.stderr, 2),
    env: process.env,
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
