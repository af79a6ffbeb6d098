import { usage } from '../base/failure.ts';
import type { CheckResult } from '../base/result.ts';
import { switchedOff } from '../check/verdict.ts';
import type { Annotations, AnnotationSettings } from './annotations.ts';
import { createAnnotations } from './annotations.ts';
import type { CallOver } from './end-rule.ts';
import { judgeEnd } from './end-rule.ts';
import type { Condition } from './expression.ts';
import { compileCondition } from './expression.ts';
import type { Language, RuleTypes } from './language.ts';
import { createLanguage } from './language.ts';
import type { SeenMessage } from './message-context.ts';
import { MessageContext } from './message-context.ts';
import { MessageRule } from './message-rule.ts';
import type { RuleSpec } from './spec.ts';
import { checkUnique } from './spec.ts';
import type { RuleKind } from './variables.ts';
import { END_VARIABLES, kindOf, MESSAGE_VARIABLES } from './variables.ts';

/** The rules of one call at work. */
export interface RuleSet {
  /** Whether any rule examines messages; if not, they need not be decoded for it. */
  readonly examinesMessages: boolean;
  /** Judges one message, in order of arrival; the names of the rules it violates. */
  message(seen: SeenMessage): readonly string[];
  /** The checks, in the order the rules were given, when the call is over. */
  end(over: CallOver): readonly CheckResult[];
}

export interface RuleSetOptions {
  /** How protovalidate annotations of the schema are judged; null: they are left out. */
  readonly annotations: AnnotationSettings | null;
}

/**
 * Type-checks rules against the responses of a method.
 * @throws Failure `usage` with place and column for a rule that names what is not there, mixes messages with the end of
 * the call, looks at neither, or is not a condition.
 */
export function compileRules(specs: readonly RuleSpec[], types: RuleTypes, options: RuleSetOptions): RuleSet {
  checkUnique(specs);
  const language = createLanguage(types);
  const annotations = options.annotations ? createAnnotations(types, options.annotations) : null;
  return new Rules(
    language,
    specs.map((spec) => compileRule(spec, language)),
    annotations,
  );
}

/**
 * A condition on messages, for `--until`: whether it holds at this one. Never at message 0 where it looks at the one before.
 * @throws Failure `usage` as compileRules does.
 */
export function compileUntil(text: string, types: RuleTypes): (seen: SeenMessage) => boolean {
  const language = createLanguage(types);
  const condition = compileCondition(language, text, '--until');
  if (kindOf(condition.free) !== 'message') throw notOfMessages('--until', text);
  const context = new MessageContext(language);
  const needsTwo = condition.free.has('previous') || condition.free.has('gapMs');
  return (seen) => {
    context.advance(seen);
    if (needsTwo && !context.hasPrevious) return false;
    try {
      return condition.holds(context.variables);
    } catch {
      // What cannot be evaluated does not hold yet.
      return false;
    }
  };
}

type Compiled =
  | { readonly kind: 'off'; readonly name: string; readonly by: string }
  | { readonly kind: 'message'; readonly rule: MessageRule; readonly name: string }
  | { readonly kind: 'end'; readonly spec: RuleSpec; readonly condition: Condition };

function compileRule(spec: RuleSpec, language: Language): Compiled {
  const where = `${spec.origin}: rule ${spec.name}`;
  const condition = compileCondition(language, spec.expression, where);
  const kind = kindOf(condition.free);
  if (kind === 'mixed') {
    throw usage(
      `${where} mixes messages with the end of the call`,
      `one rule looks at ${MESSAGE_VARIABLES.join(', ')}, another at ${END_VARIABLES.join(', ')}`,
    );
  }
  if (kind === null) throw notOfMessages(where, spec.expression);
  if (kind === 'end' && spec.tolerate > 0) {
    throw usage(`${where} looks at the end of the call: no share of it can be tolerated`);
  }
  if (typeof spec.off === 'string') return { kind: 'off', name: spec.name, by: spec.off };
  return kind === 'message'
    ? { kind, rule: new MessageRule(spec, condition), name: spec.name }
    : { kind, spec, condition };
}

function notOfMessages(where: string, text: string): Error {
  const variables: readonly string[] =
    where === '--until' ? MESSAGE_VARIABLES : [...MESSAGE_VARIABLES, ...END_VARIABLES];
  return usage(`${where}: "${text}" looks at nothing that comes`, `name one of ${variables.join(', ')}`);
}

class Rules implements RuleSet {
  readonly examinesMessages: boolean;
  readonly #language: Language;
  readonly #rules: readonly Compiled[];
  readonly #ofMessages: readonly (Compiled & { readonly kind: RuleKind & 'message' })[];
  readonly #annotations: Annotations | null;
  readonly #context: MessageContext;
  #messages = 0;

  constructor(language: Language, rules: readonly Compiled[], annotations: Annotations | null) {
    this.#language = language;
    this.#rules = rules;
    this.#ofMessages = rules.filter((each) => each.kind === 'message');
    this.#annotations = annotations;
    this.#context = new MessageContext(language);
    this.examinesMessages = this.#ofMessages.length > 0 || annotations?.examine !== undefined;
  }

  message(seen: SeenMessage): readonly string[] {
    this.#messages += 1;
    let violated: string[] | null = null;
    if (this.#ofMessages.length > 0) {
      this.#context.advance(seen);
      for (const { rule, name } of this.#ofMessages) {
        if (!rule.examine(seen, this.#context)) (violated ??= []).push(name);
      }
    }
    if (this.#annotations?.examine?.(seen) === false) (violated ??= []).push('protovalidate');
    return violated ?? NONE;
  }

  end(over: CallOver): readonly CheckResult[] {
    const checks = this.#rules.map((each) => this.#conclude(each, over));
    return this.#annotations ? [...checks, this.#annotations.conclude()] : checks;
  }

  #conclude(each: Compiled, over: CallOver): CheckResult {
    if (each.kind === 'message') return each.rule.conclude(this.#messages);
    if (each.kind === 'end') return judgeEnd(each.spec, each.condition, this.#language, over);
    return switchedOff({ id: `rule.${each.name}`, family: 'rule', severity: 'error' }, each.by);
  }
}

const NONE: readonly string[] = [];
