import type { Expectation, StreamEnd } from '../base/expectation.ts';
import type { Frame, WireFault } from '../base/frame.ts';
import type { Family, Severity } from '../base/result.ts';
import type { FrameFacts } from './frame-facts.ts';
import type { Shared } from './shared.ts';
import type { Tally } from './tally.ts';

/** What a rule counts: frames, rows, messages of any method, calls of many, or the stream as a whole (once). */
export type Unit = 'frames' | 'rows' | 'stream' | 'messages' | 'calls';

/** One rule as the list of rules holds it; `start` makes the state of one stream. */
export interface Rule {
  /** `family.rule`. */
  readonly id: string;
  readonly family: Family;
  /** The default; `--severity` changes it. */
  readonly severity: Severity;
  readonly unit: Unit;
  /** `--tolerate` is a share of the sensors judged, not of the units. */
  readonly sensors?: true;
  /** What it finds, in one sentence, for the docs. */
  readonly summary: string;
  start(context: RuleContext): RuleRun;
}

/** A rule at work on one stream. Its findings and counts go into the context's tally. */
export interface RuleRun {
  frame?(frame: Frame, facts: FrameFacts): void;
  /** A good message of a call, which has no frames. */
  message?(): void;
  /** A message that does not decode. */
  bad?(message: BadMessage): void;
  end?(end: StreamEnd): void;
  /** Why it examined nothing; asked only then. */
  skipped(): string;
  /** The default severity where it depends on the stream. */
  severity?(): Severity;
}

interface BadMessage {
  readonly index: number;
  readonly arrival: number;
  readonly fault: WireFault;
}

interface RuleContext {
  readonly stream: number;
  readonly expectation: Expectation;
  readonly tally: Tally;
  readonly shared: Shared;
}
