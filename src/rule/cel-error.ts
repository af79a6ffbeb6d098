import { EvaluationError, ParseError, TypeError } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Failure } from '../base/failure.ts';
import { usage } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';
import type { Language } from './language.ts';
import { END_VARIABLES, MESSAGE_VARIABLES } from './variables.ts';

/** What is wrong with an expression, as a usage Failure with the column and, where a name is wrong, the names there are. */
export function expressionFailure(thrown: unknown, language: Language, where: string, expression: string): Failure {
  if (!(thrown instanceof ParseError || thrown instanceof TypeError)) throw thrown;
  const start = thrown.range?.start ?? 0;
  const at = start >= expression.length ? 'at its end' : `at column ${start + 1}, "${shown(expression, start)}"`;
  const names = namesThere(thrown, language);
  const said = names === null ? lower(thrown.summary) : `${names.what} ${JSON.stringify(names.wrong)}`;
  const hint = names === null ? (assignmentHint(expression, start) ?? hintFor(thrown)) : hintOf(names);
  return usage(`${where}: ${printable(said, 200)} ${at}`, hint);
}

/** The words of an error at run time; the library calls the size of an empty list undefined. */
export function runtimeWords(thrown: unknown): string {
  if (thrown instanceof EvaluationError || thrown instanceof TypeError)
    return printable(lower(thrown.summary).replace(/size undefined$/, 'size 0'), 200);
  return printable(thrown instanceof Error ? thrown.message : String(thrown), 200);
}

interface Names {
  readonly what: string;
  readonly wrong: string;
  readonly known: readonly string[];
  /** Those worth listing. */
  readonly listed: readonly string[];
}

function namesThere(error: ParseError | TypeError, { typeNamed, environment }: Language): Names | null {
  const node = error.node as ASTNode | undefined;
  if (error.code === 'unknown_variable' && node?.op === 'id') {
    const known = environment
      .getDefinitions()
      .variables.map(({ name }) => name)
      .filter((name) => name !== 'google');
    return { what: 'there is no variable', wrong: node.args, known, listed: [...MESSAGE_VARIABLES, ...END_VARIABLES] };
  }
  if (error.code !== 'no_such_key' || node?.op !== '.') return null;
  const [held, wrong] = node.args;
  const { checkedType } = held as { readonly checkedType?: { readonly name: string } };
  const desc = typeNamed(checkedType?.name ?? '');
  if (desc === undefined) return null;
  const fields = desc.fields.map(({ name }) => name);
  return { what: `${desc.typeName} has no field`, wrong, known: fields, listed: fields };
}

function hintOf({ wrong, known, listed }: Names): string {
  const near = didYouMean(wrong, known);
  const some = listed.slice(0, 12).join(', ');
  const there = listed.length === 0 ? 'it has none' : `there are ${some}${listed.length > 12 ? ', ...' : ''}`;
  return near === undefined ? there : `${near} ${there}`;
}

/** A lone `=` where one was not understood. */
function assignmentHint(expression: string, start: number): string | undefined {
  const isAssignment = expression[start] === '=' && expression[start + 1] !== '=';
  return isAssignment ? 'CEL compares with ==' : undefined;
}

const MIXED = /\b(?:uint|int|double)\b.* [-+*/%<>=!]+ .*\b(?:uint|int|double)\b/;

/** CEL does no arithmetic across kinds of numbers, which surprises everybody once. */
function hintFor({ code, summary }: ParseError | TypeError): string | undefined {
  if (code !== 'no_such_overload' || !MIXED.test(summary)) return undefined;
  return 'CEL does not mix kinds of numbers here: write 1u beside a uint, 1.0 beside a double, or convert with int(x), uint(x), double(x)';
}

function shown(expression: string, start: number): string {
  const rest = expression.slice(start);
  return printable(rest.length > 24 ? `${rest.slice(0, 24)}...` : rest);
}

function lower(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}
