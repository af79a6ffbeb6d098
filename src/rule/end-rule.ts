import type { CheckResult } from '../base/result.ts';
import { Tally } from '../check/tally.ts';
import { concludeCheck } from '../check/verdict.ts';
import { runtimeWords } from './cel-error.ts';
import type { Condition } from './expression.ts';
import type { Language } from './language.ts';
import type { RuleSpec } from './spec.ts';

/** How a call ended. */
export interface CallOver {
  /** Messages that came, undecodable ones too. */
  readonly count: number;
  /** Name of the status, `OK`. */
  readonly status: string;
  readonly trailers: Readonly<Record<string, string>>;
}

/** Judges one rule of the user's about the end of the call. */
export function judgeEnd(spec: RuleSpec, condition: Condition, language: Language, over: CallOver): CheckResult {
  const variables = {
    ...language.variables(),
    count: BigInt(over.count),
    status: over.status,
    trailers: new Map(Object.entries(over.trailers)),
  };
  const tally = new Tally();
  tally.examine();
  const violate = (actual: string, message: string): void =>
    tally.violate(null, () => ({ stream: 0, expected: spec.expression, actual, message }));
  try {
    if (!condition.holds(variables)) {
      const actual = condition.explain(variables);
      violate(actual, spec.message ?? `${spec.expression} does not hold: ${actual}`);
    }
  } catch (thrown) {
    const error = runtimeWords(thrown);
    violate(error, `cannot be evaluated: ${error}`);
  }
  const rule = { id: `rule.${spec.name}`, family: 'rule', unit: 'stream' } as const;
  return concludeCheck(rule, tally, spec.severity, 0, () => '');
}
