import type { Expectation, StreamEnd } from '../base/expectation.ts';
import type { Frame, FrameShape, WireFault } from '../base/frame.ts';
import type { CheckResult, Family, Finding } from '../base/result.ts';
import { FrameFacts } from './frame-facts.ts';
import type { Rule, RuleRun } from './rule.ts';
import { ALWAYS, RULES } from './rules.ts';
import type { RuleSettings, Seat, SeatCounts } from './seat.ts';
import { concludeSeat, countSeats, seatRule } from './seat.ts';
import { checkSeverity, checkTolerance } from './settings.ts';
import { Shared } from './shared.ts';
import { switchedOff } from './verdict.ts';

export interface JudgeOptions extends RuleSettings {
  readonly stream: number;
  readonly expectation: Expectation;
  readonly families: ReadonlySet<Family>;
  /** When the request was written, ms on the monotonic clock. */
  readonly requestAt: number;
}

/** Violations so far, tolerances aside, and the first finding of any rule. */
interface JudgeTally extends SeatCounts {
  readonly firstFinding?: Finding;
}

export interface JudgeEnd {
  readonly checks: readonly CheckResult[];
  /** By the server's own numbers; null when it sends none. */
  readonly lost: number | null;
  readonly repeated: number | null;
}

/** Judges one stream. Pure: everything it knows of time comes with the messages. */
export interface Judge {
  /** Every message, good or bad, in order. */
  arrived(index: number, arrival: number): void;
  /** Once, before the first frame. */
  shape(shape: FrameShape): void;
  frame(frame: Frame): void;
  bad(index: number, arrival: number, arrivalEpoch: number, fault: WireFault): void;
  tally(): JudgeTally;
  end(end: StreamEnd): JudgeEnd;
}

/** Rules that need no frame. */
const UNFRAMED: ReadonlySet<string> = new Set(['structure.decodes', 'range.frequency', 'job.reply']);
const SETTLING: ReadonlySet<Family> = new Set(['dimension', 'range', 'nonzero']);

/** Throws usage for severities and tolerances no rule takes. */
export function createJudge(options: JudgeOptions): Judge {
  for (const [id, level] of options.severities) checkSeverity(id, level);
  for (const id of options.tolerances.keys()) checkTolerance(id);
  return new Bench(options);
}

class Bench implements Judge {
  readonly #expectation: Expectation;
  readonly #families: ReadonlySet<Family>;
  readonly #shared: Shared;
  readonly #facts: FrameFacts;
  readonly #seats: readonly Seat[];
  /** Seats with something to do for a frame, structure first: what passes it may be learned from. */
  readonly #structure: readonly Seat[];
  /** Those of them that judge a frame of the settling time too. */
  readonly #settling: readonly RuleRun[];
  readonly #others: readonly RuleRun[];
  #firstFinding: Finding | undefined;
  #frames = 0;
  #settled = 0;
  #bad = 0;

  constructor(options: JudgeOptions) {
    const { stream, expectation, requestAt, families } = options;
    this.#families = families;
    this.#expectation = expectation;
    this.#shared = new Shared(stream, requestAt, expectation);
    this.#facts = new FrameFacts(expectation.quiet);
    const seating = { ...options, shared: this.#shared, onFinding: (found: Finding) => (this.#firstFinding ??= found) };
    this.#seats = RULES.filter(({ id, family }) => ALWAYS.has(id) || options.families.has(family))
      .filter(({ id }) => options.severities.get(id) !== 'off')
      .map((rule) => seatRule(rule, seating));
    const framed = this.#seats.filter(({ run }) => 'frame' in run);
    this.#structure = framed.filter(({ rule }) => rule.family === 'structure');
    const others = framed.filter(({ rule }) => rule.family !== 'structure');
    this.#others = others.map(({ run }) => run);
    this.#settling = others.filter(({ rule }) => !SETTLING.has(rule.family)).map(({ run }) => run);
  }

  arrived(index: number, arrival: number): void {
    this.#shared.firstArrival ??= arrival;
    this.#shared.freezes.arrived(index, arrival);
  }

  shape(shape: FrameShape): void {
    this.#shared.places.shape = shape;
  }

  frame(frame: Frame): void {
    const shared = this.#shared;
    const facts = this.#facts;
    this.#frames += 1;
    shared.firstArrival ??= frame.arrival;
    facts.read(frame);
    shared.sequence.read(frame);
    shared.rowSteps.read(frame);
    const isSound = this.#checkStructure(frame);
    const settling = this.#isSettling(frame);
    if (settling) this.#settled += 1;
    else if (isSound) shared.learned.learn(frame);
    const judging = settling ? this.#settling : this.#others;
    for (const run of judging) run.frame?.(frame, facts);
  }

  bad(index: number, arrival: number, _arrivalEpoch: number, fault: WireFault): void {
    this.#bad += 1;
    this.#shared.rowSteps.bad(index);
    for (const { run } of this.#seats) run.bad?.({ index, arrival, fault });
  }

  tally(): JudgeTally {
    const counts = countSeats(this.#seats);
    return this.#firstFinding ? { ...counts, firstFinding: this.#firstFinding } : counts;
  }

  end(end: StreamEnd): JudgeEnd {
    this.#shared.rowSteps.end();
    for (const { run } of this.#seats) run.end?.(end);
    const checks = RULES.map((rule) => this.#conclude(rule));
    const { lost, repeated } = this.#shared.sequence;
    return { checks, lost, repeated };
  }

  #conclude(rule: Rule): CheckResult {
    const seat = this.#seats.find((each) => each.rule === rule);
    // A rule that was switched off was not made either, and the result says so.
    if (!seat) return switchedOff(rule, this.#families.has(rule.family) ? '--severity' : '--checks');
    const concluded = concludeSeat(seat, () => this.#whyUnseen(rule));
    return this.#settled > 0 && SETTLING.has(rule.family) ? { ...concluded, settled: this.#settled } : concluded;
  }

  /** Whether the frame violates no structure rule that is an error by nature. */
  #checkStructure(frame: Frame): boolean {
    let isSound = this.#facts.absent === null;
    for (const { rule, run, tally } of this.#structure) {
      const before = tally.violations;
      run.frame?.(frame, this.#facts);
      if (tally.violations > before && rule.severity === 'error') isSound = false;
    }
    return isSound;
  }

  #isSettling({ index, arrival }: Frame): boolean {
    const { frames, ms } = this.#expectation.settle;
    return index < frames || arrival - (this.#shared.firstArrival ?? arrival) < ms;
  }

  /** Why a rule saw no frame at all; null when it saw some. */
  #whyUnseen({ id, family }: Rule): string | null {
    if (family === 'stream' || UNFRAMED.has(id)) return null;
    if (this.#frames === 0) return this.#bad > 0 ? 'no frame could be decoded' : 'no frame came';
    if (SETTLING.has(family) && this.#settled === this.#frames)
      return 'every frame fell into the settling time (--settle)';
    return null;
  }
}
