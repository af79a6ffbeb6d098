import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { Secrets } from '../../src/base/secrets.ts';
import type { Io, Sink } from '../../src/cli/io.ts';
import { discreet } from '../../src/cli/io.ts';

export interface TestIo extends Io {
  out(): string;
  err(): string;
  /** Sends a signal to whoever listens. */
  signal(name: 'SIGINT' | 'SIGTERM'): void;
  readonly exits: number[];
}

/** An Io that keeps what is written; `refuse` makes a stream fail with that system error. */
export function testIo(
  options: {
    env?: Record<string, string>;
    cwd?: string;
    tty?: boolean;
    columns?: number;
    stdin?: string;
    refuse?: NodeJS.ErrnoException;
  } = {},
): TestIo {
  const texts = { out: '', err: '' };
  const listeners = new Set<(name: 'SIGINT' | 'SIGTERM') => void>();
  const exits: number[] = [];
  const secrets = new Secrets();
  const sink = (name: 'out' | 'err'): Sink => ({
    isTTY: options.tty ?? false,
    columns: options.columns ?? 80,
    write: (text) => {
      if (name === 'out' && options.refuse) return Promise.reject(options.refuse);
      texts[name] += text;
      return Promise.resolve();
    },
  });
  return {
    stdout: discreet(sink('out'), secrets),
    stderr: discreet(sink('err'), secrets),
    stdin: () => Readable.from([Buffer.from(options.stdin ?? '')]),
    env: options.env ?? {},
    secrets,
    cwd: options.cwd ?? tmpdir(),
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exit: (code) => void exits.push(code),
    out: () => texts.out,
    err: () => texts.err,
    signal: (name) => listeners.forEach((listener) => listener(name)),
    exits,
  };
}
