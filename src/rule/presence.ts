import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { walk } from './ast.ts';
import { PRESENCE } from './language.ts';

/** An expression with every `has(x.f)` written another way. */
export interface Rewritten {
  /** To be evaluated: `fieldIsSet(x, "f")`. */
  readonly running: string;
  /** To be type-checked, so that the field must exist: `(size([x.f]) == 1)`. */
  readonly checking: string;
}

/** Rewrites has(): the library's own tells neither an unset field from a zero one nor a mistyped field from an unset one. */
export function rewritePresence(environment: Environment, expression: string): Rewritten {
  return {
    running: rewrite(environment, expression, (held, field) => `${PRESENCE}(${held}, ${JSON.stringify(field)})`),
    checking: rewrite(environment, expression, (held, field) => `(size([${held}.${field}]) == 1)`),
  };
}

/** From the inside out, one at a time, since has() may stand in an index within another. */
function rewrite(environment: Environment, text: string, to: (held: string, field: string) => string): string {
  let current = text;
  for (;;) {
    const found = innermost(environment.parse(current).ast);
    if (found === null) return current;
    const { range, held, field } = found;
    current = `${current.slice(0, range.start)}${to(current.slice(held.start, held.end), field)}${current.slice(range.end)}`;
  }
}

interface Has {
  readonly range: ASTNode['range'];
  readonly held: ASTNode['range'];
  readonly field: string;
}

function innermost(root: ASTNode): Has | null {
  let found: Has | null = null;
  walk(root, (node) => {
    if (node.op !== 'call' || node.args[0] !== 'has') return;
    const [selected] = node.args[1];
    if (selected?.op !== '.') return;
    const [held, field] = selected.args;
    found = { range: node.range, held: held.range, field };
  });
  return found;
}
