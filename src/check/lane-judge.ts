import type { Expectation, StreamEnd } from '../base/expectation.ts';
import type { WireFault } from '../base/frame.ts';
import type { CheckResult } from '../base/result.ts';
import { messageDecodes } from './message/decodes.ts';
import type { Rule } from './rule.ts';
import type { RuleSettings, Seat, SeatCounts } from './seat.ts';
import { concludeSeat, countSeats, seatRule } from './seat.ts';
import { Shared } from './shared.ts';
import { callStatus } from './stream/call-status.ts';
import { switchedOff } from './verdict.ts';

/** The rules of calls made one after the other. */
export const LANE_RULES: readonly Rule[] = [messageDecodes, callStatus];

export interface LaneJudgeOptions extends RuleSettings {
  readonly lane: number;
  readonly expectation: Expectation;
  /** When the lane began, ms on the monotonic clock. */
  readonly requestAt: number;
}

/** Judges the calls of one lane: each answer, and how each call ended. */
export class LaneJudge {
  readonly #seats: readonly Seat[];
  readonly #perMessage: readonly Seat[];
  readonly #perCall: readonly Seat[];

  constructor({ lane, expectation, requestAt, severities, tolerances }: LaneJudgeOptions) {
    const shared = new Shared(lane, requestAt, expectation);
    this.#seats = LANE_RULES.filter(({ id }) => severities.get(id) !== 'off').map((rule) =>
      seatRule(rule, { stream: lane, expectation, shared, severities, tolerances }),
    );
    this.#perMessage = this.#seats.filter(({ run }) => run.message !== undefined);
    this.#perCall = this.#seats.filter(({ rule }) => rule === callStatus);
  }

  good(): void {
    for (const { run } of this.#perMessage) run.message?.();
  }

  bad(index: number, arrival: number, fault: WireFault): void {
    for (const { run } of this.#seats) run.bad?.({ index, arrival, fault });
  }

  /** A call is over, and not cut short by us. */
  ended(end: StreamEnd): void {
    for (const { run } of this.#perCall) run.end?.(end);
  }

  counts(): SeatCounts {
    return countSeats(this.#seats);
  }

  close(): readonly CheckResult[] {
    return LANE_RULES.map((rule) => {
      const seat = this.#seats.find((each) => each.rule === rule);
      return seat ? concludeSeat(seat) : switchedOff(rule, '--severity');
    });
  }
}
