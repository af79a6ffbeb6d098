import type { CheckResult, Finding } from '../base/result.ts';
import { Tally } from '../check/tally.ts';
import { concludeCheck } from '../check/verdict.ts';
import { runtimeWords } from './cel-error.ts';
import type { Condition } from './expression.ts';
import type { MessageContext, SeenMessage } from './message-context.ts';
import type { RuleSpec } from './spec.ts';
import { needsPrevious } from './variables.ts';

/** One rule of the user's that examines every message. */
export class MessageRule {
  readonly #spec: RuleSpec;
  readonly #condition: Condition;
  readonly #needsPrevious: boolean;
  readonly #tally = new Tally();

  constructor(spec: RuleSpec, condition: Condition) {
    this.#spec = spec;
    this.#condition = condition;
    this.#needsPrevious = needsPrevious(condition.free);
  }

  /** Whether the message is as the rule wants it; true when it does not examine it. */
  examine({ index, elapsedMs }: SeenMessage, context: MessageContext): boolean {
    if (this.#needsPrevious && !context.hasPrevious) return true;
    this.#tally.examine();
    let error: string | null = null;
    try {
      if (this.#condition.holds(context.variables)) return true;
    } catch (thrown) {
      error = runtimeWords(thrown);
    }
    this.#tally.violate(index, () => this.#finding(index, elapsedMs, context, error));
    return false;
  }

  conclude(messages: number): CheckResult {
    const { name, severity, tolerate } = this.#spec;
    const rule = { id: `rule.${name}`, family: 'rule', unit: 'messages' } as const;
    return concludeCheck(rule, this.#tally, severity, tolerate, () =>
      messages === 0 ? 'no message could be examined' : 'only one message came, and the rule looks at the one before',
    );
  }

  #finding(index: number, elapsedMs: number, { variables }: MessageContext, error: string | null): Finding {
    const { message, expression } = this.#spec;
    const actual = this.#condition.explain(variables);
    return {
      stream: 0,
      frame: index,
      arrivalMs: elapsedMs,
      expected: expression,
      actual: error ?? actual,
      message: error === null ? (message ?? `${expression} does not hold: ${actual}`) : `cannot be evaluated: ${error}`,
    };
  }
}
