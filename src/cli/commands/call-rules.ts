import { CALL_RULES } from '../../check/call-rules.ts';
import type { RuleSettings } from '../../check/seat.ts';
import type { Named } from '../../check/settings.ts';
import { parseSeverities, parseTolerances } from '../../check/settings.ts';
import type { AnnotationSettings } from '../../rule/annotations.ts';
import { ANNOTATIONS } from '../../rule/annotations.ts';
import type { RuleTypes } from '../../rule/language.ts';
import { readRuleFile } from '../../rule/rule-file.ts';
import type { RuleSet } from '../../rule/rule-set.ts';
import { compileRules, compileUntil } from '../../rule/rule-set.ts';
import type { RuleSpec } from '../../rule/spec.ts';
import { parseRule } from '../../rule/spec.ts';
import { ruleWatcher } from '../../run/call/rule-watcher.ts';
import type { WatcherMaker } from '../../run/call/watcher.ts';
import type { CallValues } from '../options/values.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';

/** What the words say about rules; expressions wait for the schema. */
export interface CallRules extends RuleSettings {
  readonly specs: readonly RuleSpec[];
  readonly annotations: AnnotationSettings | null;
}

/** Reports name rules of the user's own behind this. */
const OWN = 'rule.';
const PROTOVALIDATE = 'protovalidate';

/**
 * Reads `--rule`, `--rules`, `--no-annotations`, `--severity` and `--tolerate`, which may name the rules of `more` too.
 * @throws Failure `usage`, `config` or `file`.
 */
export function readCallRules(settings: Settings<CallValues>, more: readonly Named[] = []): CallRules {
  const { rule, rules, annotations, severity, tolerate } = settings.values;
  const inline = rule.map((text) => parseRule(text, settings.origin('rule') ?? '--rule'));
  const written = [...inline, ...told(toldBy(settings, 'rules'), () => rules.flatMap(readRuleFile))];
  const known = [...knownRules(written), ...more];
  const severities = told(toldBy(settings, 'severity'), () => parseSeverities(severity, known));
  const tolerances = told(toldBy(settings, 'tolerate'), () => parseTolerances(tolerate, known));
  const given = (name: string): Partial<AnnotationSettings> => {
    const level = severities.get(OWN + name);
    const share = tolerances.get(OWN + name);
    return {
      ...(level === undefined ? {} : level === 'off' ? { off: '--severity' } : { severity: level, off: null }),
      ...(share === undefined ? {} : { tolerate: share }),
    };
  };
  return {
    specs: written.map((spec) => ({ ...spec, ...given(spec.name) })),
    annotations: annotations ? { ...ANNOTATIONS, ...given(PROTOVALIDATE) } : null,
    severities,
    tolerances,
  };
}

/** Everything `--severity` and `--tolerate` of a call can name; whether a rule looks at messages is not known yet. */
export function knownRules(written: readonly Pick<RuleSpec, 'name'>[]): readonly Named[] {
  const names = [...written.map(({ name }) => name), PROTOVALIDATE];
  return [...CALL_RULES, ...names.map((name) => ({ id: OWN + name, family: 'rule', unit: 'messages' }) as const)];
}

/**
 * Those who judge the messages of a method and end the call where `--until` holds.
 * @throws Failure `usage` for an expression that does not fit the messages.
 */
export function ruleWatchers(
  settings: Settings<CallValues>,
  { specs, annotations }: Pick<CallRules, 'specs' | 'annotations'>,
  types: RuleTypes,
): WatcherMaker[] {
  const { until } = settings.values;
  const compile = (): RuleSet => compileRules(specs, types, { annotations });
  // Wrong ones are known at once; each call after the first has rules of its own, as they remember messages.
  let ready: RuleSet | null = compile();
  const take = (): RuleSet => {
    const rules = ready ?? compile();
    ready = null;
    return rules;
  };
  const warnings = new Set(specs.filter(({ severity }) => severity === 'warning').map(({ name }) => name));
  if (annotations?.severity === 'warning') warnings.add(PROTOVALIDATE);
  const holds = until === null ? null : told(toldBy(settings, 'until'), () => compileUntil(until, types));
  return [
    () => ruleWatcher(take(), warnings),
    ...(holds === null
      ? []
      : [
          (control: Parameters<WatcherMaker>[0]) => ({
            message: (seen: Parameters<typeof holds>[0]) => {
              if (holds(seen)) control.finish('until');
            },
          }),
        ]),
  ];
}
