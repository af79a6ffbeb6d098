import type { Expectation, StreamEnd } from '../base/expectation.ts';
import type { WireFault } from '../base/frame.ts';
import type { CheckResult } from '../base/result.ts';
import type { Rule } from './rule.ts';
import type { RuleSettings, Seat, SeatCounts } from './seat.ts';
import { concludeSeat, countSeats, seatRule } from './seat.ts';
import { Shared } from './shared.ts';
import { switchedOff } from './verdict.ts';

export interface MessageJudgeOptions extends RuleSettings {
  /** Its number among those side by side. */
  readonly stream: number;
  readonly expectation: Expectation;
  /** When the first request was made, ms on the monotonic clock. */
  readonly requestAt: number;
}

/** Judges messages of any method, and how calls ended, by `rules`. Pure, as the judge of a job's frames is. */
export class MessageJudge {
  readonly #rules: readonly Rule[];
  readonly #seats: readonly Seat[];
  /** Seats with something to do for a good message; there may be a hundred thousand of those a second. */
  readonly #perMessage: readonly Seat[];

  constructor(rules: readonly Rule[], options: MessageJudgeOptions) {
    const { stream, expectation, requestAt, severities, tolerances } = options;
    const shared = new Shared(stream, requestAt, expectation);
    this.#rules = rules;
    this.#seats = rules
      .filter(({ id }) => severities.get(id) !== 'off')
      .map((rule) => seatRule(rule, { stream, expectation, shared, severities, tolerances }));
    this.#perMessage = this.#seats.filter(({ run }) => run.message !== undefined);
  }

  good(): void {
    for (const { run } of this.#perMessage) run.message?.();
  }

  bad(index: number, arrival: number, fault: WireFault): void {
    for (const { run } of this.#seats) run.bad?.({ index, arrival, fault });
  }

  /** A call is over, and not cut short by us. */
  ended(end: StreamEnd): void {
    for (const { run } of this.#seats) run.end?.(end);
  }

  counts(): SeatCounts {
    return countSeats(this.#seats);
  }

  close(): readonly CheckResult[] {
    return this.#rules.map((rule) => {
      const seat = this.#seats.find((each) => each.rule === rule);
      return seat ? concludeSeat(seat) : switchedOff(rule, '--severity');
    });
  }
}
