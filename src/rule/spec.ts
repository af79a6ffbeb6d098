import type { Severity } from '../base/result.ts';
import { usage } from '../base/failure.ts';
import { printable } from '../base/text.ts';

/** One rule in CEL as the user wrote it, nothing looked up yet. */
export interface RuleSpec {
  /** Shown as `rule.NAME`. */
  readonly name: string;
  readonly expression: string;
  readonly severity: Severity;
  /** Who switched it off, `--severity` or a file and line; it is still checked against the types, and judges nothing. */
  readonly off?: string | null;
  /** Share of the messages that may violate it, 0..1. */
  readonly tolerate: number;
  /** What to say of a violation; null: the expression and the values in it. */
  readonly message: string | null;
  /** Where it was said, `--rule` or a file and line. */
  readonly origin: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$/;
const FORM = "a rule is 'name: expression', for example 'positive: message.value > 0'";

/** `name: expression` of `--rule`; throws a usage Failure for anything else. */
export function parseRule(text: string, origin: string = '--rule'): RuleSpec {
  const at = text.indexOf(':');
  const name = text.slice(0, Math.max(at, 0)).trim();
  const expression = text.slice(at + 1).trim();
  if (at === -1 || expression === '')
    throw usage(`${origin}: ${JSON.stringify(printable(text, 120))} is no rule`, FORM);
  return { name: ruleName(name, origin), expression, severity: 'error', tolerate: 0, message: null, origin };
}

/** The name, if it can stand in a report; throws a usage Failure otherwise. */
export function ruleName(name: string, origin: string): string {
  if (name === 'protovalidate') throw usage(`${origin}: protovalidate is the name of the schema's own annotations`);
  if (NAME.test(name)) return name;
  throw usage(
    `${origin}: ${JSON.stringify(printable(name, 80))} is no name for a rule`,
    `letters, digits, "_", "-" and "." make a name; ${FORM}`,
  );
}

/** Throws a usage Failure for a name given to two rules. */
export function checkUnique(specs: readonly RuleSpec[]): void {
  const seen = new Map<string, string>();
  for (const { name, origin } of specs) {
    const earlier = seen.get(name);
    if (earlier !== undefined) {
      const where = earlier === origin ? '' : `, first in ${earlier}`;
      throw usage(`${origin}: there are two rules named ${name}${where}`, 'reports tell rules apart by name');
    }
    seen.set(name, origin);
  }
}
