import type { Failure } from '../base/failure.ts';
import { usage } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { explainingParts, freeVariables } from './ast.ts';
import { expressionFailure } from './cel-error.ts';
import type { Language } from './language.ts';
import { rewritePresence } from './presence.ts';
import { showValue } from './show-value.ts';

/** A condition that has been type-checked. */
export interface Condition {
  readonly text: string;
  readonly free: ReadonlySet<string>;
  /** Evaluates it; throws what CEL throws, a missing key of a map for one. */
  holds(variables: Record<string, unknown>): boolean;
  /** The values in it that explain the result: `message.value = -3, previous.seq = 7`. */
  explain(variables: Record<string, unknown>): string;
}

/** Values shown of one violation. */
const SHOWN = 6;

/**
 * Type-checks a condition before anything runs; `where` begins every message.
 * @throws Failure `usage`, with the column, for what is no CEL, names what is not there, or does not come out as bool.
 */
export function compileCondition(language: Language, text: string, where: string): Condition {
  const { environment } = language;
  const parse = (expression: string): ReturnType<typeof environment.parse> => {
    try {
      return environment.parse(expression);
    } catch (thrown) {
      throw expressionFailure(thrown, language, where, text);
    }
  };
  const ast = parse(text).ast;
  check(text);
  const { running, checking } = rewritePresence(environment, text);
  if (checking !== text) check(checking);
  const run = parse(running);
  const free = freeVariables(ast);
  const parts = explainingParts(ast, text)
    .slice(0, SHOWN)
    .map((part) => ({ part, value: parse(part) }));
  return {
    text,
    free,
    holds: (variables) => run(variables) === true,
    explain: (variables) => parts.map(({ part, value }) => `${part} = ${tryShow(() => value(variables))}`).join(', '),
  };

  function check(expression: string): void {
    const result = environment.check(expression);
    if (!result.valid) throw expressionFailure(result.error, language, where, expression);
    if (result.type !== 'bool') throw notBool(where, text, result.type ?? 'dyn');
  }
}

function notBool(where: string, text: string, type: string): Failure {
  const shown = printable(text, 120);
  return type === 'dyn'
    ? usage(`${where}: the type of "${shown}" is known only at run time`, `compare it with something: ${shown} == true`)
    : usage(`${where}: "${shown}" is of type ${type}, and a condition is true or false`, 'compare it with something');
}

function tryShow(read: () => unknown): string {
  try {
    return showValue(read());
  } catch {
    return 'nothing';
  }
}
