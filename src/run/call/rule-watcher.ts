import type { Severity } from '../../base/result.ts';
import type { RuleSet } from '../../rule/rule-set.ts';
import type { Watcher } from './watcher.ts';

/** Judges every message by the user's rules. `warnings` are the names of those whose violation is one. */
export function ruleWatcher(rules: RuleSet, warnings: ReadonlySet<string>): Watcher {
  const counts: Record<Severity, number> = { error: 0, warning: 0 };
  return {
    // Rules of the end alone need no message decoded.
    ...(rules.examinesMessages
      ? {
          message: (seen) => {
            for (const name of rules.message(seen)) counts[warnings.has(name) ? 'warning' : 'error'] += 1;
          },
        }
      : {}),
    counts: () => ({ errors: counts.error, warnings: counts.warning }),
    end: (last) => rules.end(last),
  };
}
