import type { StreamEnd } from '../base/expectation.ts';
import type { CheckResult } from '../base/result.ts';
import { callRules } from './call-rules.ts';
import type { MessageJudgeOptions } from './message-judge.ts';
import { MessageJudge } from './message-judge.ts';

export interface CallJudgeOptions extends Omit<MessageJudgeOptions, 'stream'> {
  /** Its number among calls made side by side. */
  readonly stream?: number;
  /** Whether the method answers with a stream. */
  readonly streaming: boolean;
}

/** Judges the messages of one call by what holds for every method. */
export class CallJudge extends MessageJudge {
  constructor({ stream = 0, streaming, ...options }: CallJudgeOptions) {
    super(callRules(streaming), { ...options, stream });
  }

  end(end: StreamEnd): readonly CheckResult[] {
    this.ended(end);
    return this.close();
  }
}
