import { usage } from '../base/failure.ts';
import { FAMILIES } from '../base/result.ts';
import type { Family, Severity } from '../base/result.ts';
import { didYouMean, printable } from '../base/text.ts';
import { parsePercent } from '../base/units.ts';
import type { Rule } from './rule.ts';
import { ALWAYS, RULES } from './rules.ts';

/** What of a rule says which settings it takes. */
export type Named = Pick<Rule, 'id' | 'family' | 'unit'> & {
  /** It cannot be switched off. */
  readonly always?: boolean;
};

/** Rules that can all be named in one line. */
const FEW = 12;

const LEVELS: readonly (Severity | 'off')[] = ['error', 'warning', 'off'];

/** Reads `--checks`: families with commas between, or `none`. Throws usage for a name that is no family. */
export function parseFamilies(text: string): ReadonlySet<Family> {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw usage('--checks needs families of checks, or none', `families: ${FAMILIES.join(', ')}`);
  if (names.length === 1 && names[0] === 'none') return new Set();
  return new Set(names.map(family));
}

/** Reads `--severity RULE=error|warning|off`, the last of a rule winning. Throws usage for unknown rules and levels. */
export function parseSeverities(
  list: readonly string[],
  rules: readonly Named[] = RULES,
): ReadonlyMap<string, Severity | 'off'> {
  const severities = new Map<string, Severity | 'off'>();
  for (const text of list) {
    const [rule, given] = assignment('--severity', text, 'nonzero.twins=off', rules);
    const level = LEVELS.find((known) => known === given);
    if (!level) {
      throw usage(`--severity ${rule.id} is error, warning or off, not ${printable(given)}`, didYouMean(given, LEVELS));
    }
    checkSeverity(rule.id, level, rules);
    severities.set(rule.id, level);
  }
  return severities;
}

/** Reads `--tolerate RULE=2%` as shares, the last of a rule winning. Throws usage for unknown rules and stream rules. */
export function parseTolerances(list: readonly string[], rules: readonly Named[] = RULES): ReadonlyMap<string, number> {
  const tolerances = new Map<string, number>();
  for (const text of list) {
    const [rule, given] = assignment('--tolerate', text, 'nonzero.sensor=2%', rules);
    const share = parsePercent(given);
    if (share === undefined) throw usage(`--tolerate ${rule.id} takes a share such as 2%, not ${printable(given)}`);
    checkTolerance(rule.id, rules);
    tolerances.set(rule.id, share);
  }
  return tolerances;
}

/** Throws usage when a rule is unknown, or to be switched off though it may not be. */
export function checkSeverity(id: string, level: Severity | 'off', rules: readonly Named[] = RULES): void {
  const rule = known(id, rules);
  if (level === 'off' && (ALWAYS.has(rule.id) || rule.always === true)) {
    throw usage(`${rule.id} cannot be switched off`, 'there is no verdict without it; make it a warning instead');
  }
}

/** Throws usage when a rule is unknown or examines the stream as a whole. */
export function checkTolerance(id: string, rules: readonly Named[] = RULES): void {
  const rule = known(id, rules);
  if (rule.family === 'stream' || rule.unit === 'stream') {
    throw usage(`${rule.id} examines the stream as a whole: no share of it can be tolerated`);
  }
}

function assignment(flag: string, text: string, example: string, rules: readonly Named[]): [Named, string] {
  const at = text.indexOf('=');
  if (at === -1) throw usage(`${flag} takes RULE=VALUE, not ${printable(text)}`, `for example ${flag} ${example}`);
  return [known(text.slice(0, at).trim(), rules), text.slice(at + 1).trim()];
}

function known(id: string, rules: readonly Named[]): Named {
  const rule = rules.find((candidate) => candidate.id === id);
  if (!rule) {
    const ids = rules.map((each) => each.id);
    const few = ids.length <= FEW ? `there are ${ids.join(', ')}` : undefined;
    throw usage(`there is no rule ${printable(id)}`, didYouMean(id, ids) ?? few);
  }
  return rule;
}

function family(name: string): Family {
  const known = FAMILIES.find((candidate) => candidate === name);
  if (!known) throw usage(`there is no family of checks ${printable(name)}`, didYouMean(name, [...FAMILIES, 'none']));
  return known;
}
