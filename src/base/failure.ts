/** Why no answer came on HTTP/2: exit code 3. */
export const DIAL_CAUSES = [
  'dns',
  'tcp-refused',
  'tcp-timeout',
  'tcp-reset',
  'unreachable',
  'unix-missing',
  'tls-untrusted',
  'tls-expired',
  'tls-hostname',
  'tls-client-cert-required',
  'tls-version',
  'tls-no-alpn',
  'tls-handshake',
  'peer-is-plaintext',
  'peer-is-tls',
  'peer-is-http1',
  'settings-timeout',
] as const;

export type DialCause = (typeof DIAL_CAUSES)[number];

/** Every way a run can fail other than by a finding; the code decides the exit code. */
export type FailureCode =
  | 'usage'
  | 'config'
  | 'file'
  | DialCause
  | 'focus-unreachable'
  | 'focus-nonsense'
  | 'job-not-found'
  | 'job-not-ready'
  | 'job-refused'
  | 'no-reflection'
  | 'reflection-broken'
  | 'stream-broken'
  | 'stalled'
  | 'interrupted'
  | 'terminated'
  | 'internal';

const EXIT: Partial<Record<FailureCode, number>> = {
  usage: 2,
  config: 2,
  file: 2,
  'job-not-found': 4,
  'job-not-ready': 4,
  'job-refused': 4,
  'no-reflection': 4,
  'reflection-broken': 4,
  'stream-broken': 4,
  stalled: 4,
  interrupted: 130,
  terminated: 143,
  internal: 70,
};

export interface FailureOptions {
  /** The next thing to try, a sentence or a command. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** We could not do what was asked. What a stream did wrong is a Finding, not a Failure. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly hint: string | null;

  constructor(code: FailureCode, message: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.hint = options.hint ?? null;
  }

  get exitCode(): number {
    return EXIT[this.code] ?? 3;
  }

  /** Anything thrown as a Failure; what is not one already is a bug of ours. */
  static from(thrown: unknown): Failure {
    if (thrown instanceof Failure) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new Failure('internal', message, {
      cause: thrown,
      hint: 'this is a bug in grpc-validate; run again with GRPC_VALIDATE_DEBUG=1 and report the stack',
    });
  }
}

/** Wrong words on the command line or in the environment: exit code 2. */
export function usage(message: string, hint?: string): Failure {
  return new Failure('usage', message, hint === undefined ? {} : { hint });
}
