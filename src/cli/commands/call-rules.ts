import { usage } from '../../base/failure.ts';
import type { Severity } from '../../base/result.ts';
import { didYouMean } from '../../base/text.ts';
import { CALL_RULES } from '../../check/call-rules.ts';
import type { RuleSettings } from '../../check/seat.ts';
import { parseSeverities, parseTolerances } from '../../check/settings.ts';
import type { RuleTypes } from '../../rule/language.ts';
import { readRuleFile } from '../../rule/rule-file.ts';
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
}

const OWN = 'rule.';

/**
 * Reads `--rule`, `--rules`, `--severity` and `--tolerate`.
 * @throws Failure `usage`, `config` or `file`.
 */
export function readCallRules(settings: Settings<CallValues>): CallRules {
  const { rule, rules, severity, tolerate } = settings.values;
  const inline = rule.map((text) => parseRule(text, settings.origin('rule') ?? '--rule'));
  const specs = [...inline, ...told(toldBy(settings, 'rules'), () => rules.flatMap(readRuleFile))];
  const isOwn = (text: string): boolean => text.trimStart().startsWith(OWN);
  return told(toldBy(settings, 'severity'), () => ({
    specs: severity.filter(isOwn).reduce(withSeverity, specs),
    severities: parseSeverities(
      severity.filter((text) => !isOwn(text)),
      CALL_RULES,
    ),
    tolerances: told(toldBy(settings, 'tolerate'), () => parseTolerances(tolerate, CALL_RULES)),
  }));
}

/** `--severity rule.NAME=error|warning` for a rule of the user's own. */
function withSeverity(specs: readonly RuleSpec[], text: string): readonly RuleSpec[] {
  const [, name = '', level = ''] = /^\s*rule\.([^=]*)=(.*)$/s.exec(text) ?? [];
  const severity = (['error', 'warning'] as const).find((each) => each === level.trim());
  if (severity === undefined) {
    throw usage(
      `--severity takes ${OWN}NAME=error or =warning; got ${JSON.stringify(text)}`,
      'leave a rule out to switch it off',
    );
  }
  const names = specs.map((spec) => spec.name);
  if (!names.includes(name.trim())) {
    throw usage(
      `there is no rule ${JSON.stringify(OWN + name.trim())}`,
      didYouMean(name, names) ?? 'give it with --rule',
    );
  }
  return specs.map((spec) => (spec.name === name.trim() ? { ...spec, severity } : spec));
}

/**
 * Those who judge the messages of a method and end the call where `--until` holds.
 * @throws Failure `usage` for an expression that does not fit the messages.
 */
export function ruleWatchers(
  settings: Settings<CallValues>,
  specs: readonly RuleSpec[],
  types: RuleTypes,
): WatcherMaker[] {
  const { annotations, until } = settings.values;
  const rules = compileRules(specs, types, { annotations });
  const warnings = new Set(
    specs.filter(({ severity }) => severity === ('warning' satisfies Severity)).map(({ name }) => name),
  );
  const holds = until === null ? null : told(toldBy(settings, 'until'), () => compileUntil(until, types));
  return [
    () => ruleWatcher(rules, warnings),
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
