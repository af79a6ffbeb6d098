import type { Expectation, StreamEnd } from '../../src/base/expectation.ts';
import type { WireFault } from '../../src/base/frame.ts';
import type { CheckResult, Finding, Severity } from '../../src/base/result.ts';
import { CallJudge } from '../../src/check/call-judge.ts';

/** What holds for a call of which nothing is known. */
export const CALL_EXPECTATION: Expectation = {
  unit: 'message',
  quiet: [],
  settle: { frames: 0, ms: 0 },
  live: false,
  firstFrameMs: { value: 5000, origin: 'default' },
  idleMs: 5000,
  status: 0,
  realtime: false,
};

const END: StreamEnd = {
  messages: 0,
  status: { code: 0, name: 'OK', message: '' },
  answered: true,
  reason: 'status',
  firstFrameMs: null,
  durationMs: 100,
  silentMs: 0,
  streamsOpened: 1,
};

export interface CallJudged {
  readonly checks: readonly CheckResult[];
  readonly judge: CallJudge;
  check(rule: string): CheckResult;
  finding(rule: string): Finding;
}

/** Judges a call whose messages are `good`, or the fault each of them has. */
export function judgeCall(
  messages: readonly ('good' | WireFault)[],
  options: {
    readonly expectation?: Partial<Expectation>;
    readonly end?: Partial<StreamEnd>;
    readonly streaming?: boolean;
    readonly severities?: Readonly<Record<string, Severity | 'off'>>;
    readonly tolerances?: Readonly<Record<string, number>>;
  } = {},
): CallJudged {
  const judge = new CallJudge({
    expectation: { ...CALL_EXPECTATION, ...options.expectation },
    streaming: options.streaming ?? true,
    requestAt: 1000,
    severities: new Map(Object.entries(options.severities ?? {})),
    tolerances: new Map(Object.entries(options.tolerances ?? {})),
  });
  for (const [index, message] of messages.entries()) {
    if (message === 'good') judge.good();
    else judge.bad(index, 1010 + index, message);
  }
  const came = messages.length > 0 ? { messages: messages.length, firstFrameMs: 10 } : {};
  const checks = judge.end({ ...END, ...came, ...options.end });
  const check = (rule: string): CheckResult => {
    const found = checks.find((each) => each.rule === rule);
    if (!found) throw new Error(`${rule} was not judged`);
    return found;
  };
  return {
    checks,
    judge,
    check,
    finding: (rule) => {
      const [first] = check(rule).findings;
      if (!first) throw new Error(`${rule} found nothing`);
      return first;
    },
  };
}
