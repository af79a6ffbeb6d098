import type { Expectation, StreamEnd } from '../base/expectation.ts';
import type { WireFault } from '../base/frame.ts';
import type { CheckResult } from '../base/result.ts';
import { callRules } from './call-rules.ts';
import type { Rule } from './rule.ts';
import type { RuleSettings, Seat, SeatCounts } from './seat.ts';
import { concludeSeat, countSeats, seatRule } from './seat.ts';
import { Shared } from './shared.ts';
import { switchedOff } from './verdict.ts';

export interface CallJudgeOptions extends RuleSettings {
  /** Its number among calls made side by side. */
  readonly stream?: number;
  readonly expectation: Expectation;
  /** Whether the method answers with a stream. */
  readonly streaming: boolean;
  /** When the call was opened, ms on the monotonic clock. */
  readonly requestAt: number;
}

/** Judges the messages of one call by what holds for every method. Pure, as the judge of a job's frames is. */
export class CallJudge {
  readonly #rules: readonly Rule[];
  readonly #seats: readonly Seat[];
  /** Seats with something to do for a good message; there may be a hundred thousand of those a second. */
  readonly #perMessage: readonly Seat[];

  constructor({ stream = 0, expectation, streaming, requestAt, severities, tolerances }: CallJudgeOptions) {
    const shared = new Shared(stream, requestAt, expectation);
    this.#rules = callRules(streaming);
    this.#seats = this.#rules
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

  counts(): SeatCounts {
    return countSeats(this.#seats);
  }

  end(end: StreamEnd): readonly CheckResult[] {
    for (const { run } of this.#seats) run.end?.(end);
    return this.#rules.map((rule) => {
      const seat = this.#seats.find((each) => each.rule === rule);
      return seat ? concludeSeat(seat) : switchedOff(rule, '--severity');
    });
  }
}
