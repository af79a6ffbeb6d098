import { messageDecodes } from './message/decodes.ts';
import type { MessageJudgeOptions } from './message-judge.ts';
import { MessageJudge } from './message-judge.ts';
import type { Rule } from './rule.ts';
import { callStatus } from './stream/call-status.ts';

/** The rules of calls made one after the other. */
export const LANE_RULES: readonly Rule[] = [messageDecodes, callStatus];

export interface LaneJudgeOptions extends Omit<MessageJudgeOptions, 'stream'> {
  readonly lane: number;
}

/** Judges the calls of one lane: each answer, and how each call ended. */
export class LaneJudge extends MessageJudge {
  constructor({ lane, ...options }: LaneJudgeOptions) {
    super(LANE_RULES, { ...options, stream: lane });
  }
}
