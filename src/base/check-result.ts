/** Which of the check families a rule belongs to; the names `--checks` takes. */
export const FAMILIES = ['structure', 'dimension', 'range', 'nonzero', 'time', 'job', 'stream'] as const;

/** Families of checks that belong to one command each and cannot be switched off: `connect`, `call`, fixtures, sessions. */
export const COMMAND_FAMILIES = ['connect', 'message', 'rule', 'fixture', 'session'] as const;
export type Family = (typeof FAMILIES)[number] | (typeof COMMAND_FAMILIES)[number];

export type Severity = 'error' | 'warning';
export type CheckStatus = 'passed' | 'failed' | 'warned' | 'skipped';

/** One thing a stream, or its server, did wrong, and where. Absent places do not apply; times are epoch ms unless they say otherwise. */
export interface Finding {
  readonly stream?: number;
  /** 0-based place of the frame in its stream. */
  readonly frame?: number;
  /** The frame's own number, where the server sends one. */
  readonly frameNumber?: number;
  readonly row?: number;
  readonly sensor?: number;
  readonly bin?: number;
  /** Frequency of the bin, Hz, where the axis is known. */
  readonly hz?: number;
  readonly path?: string;
  /** Where it was found, for what is in no stream: a fixture's file, and the server. */
  readonly place?: string;
  /** Byte offset in the message, for messages that do not decode. */
  readonly offset?: number;
  readonly sourceTime?: number;
  /** Milliseconds from the start of the call to the frame's arrival. */
  readonly arrivalMs?: number;
  readonly expected: string;
  readonly actual: string;
  /** The finding as one sentence without its place. */
  readonly message: string;
}

export interface CheckResult {
  readonly rule: string;
  readonly family: Family;
  readonly status: CheckStatus;
  readonly severity: Severity;
  /** What the rule judged: frames, rows for row rules, 1 for stream rules. */
  readonly examined: number;
  readonly violations: number;
  /** Frame of the first and the last violation. */
  readonly firstAt?: number;
  readonly lastAt?: number;
  /** Frames that `--settle` left out of what it judged; absent where that does not concern it. */
  readonly settled?: number;
  /** How long the check took, where that is told. */
  readonly durationMs?: number;
  /** Why it was skipped, or why violations were tolerated. */
  readonly reason?: string;
  readonly findings: readonly Finding[];
}
