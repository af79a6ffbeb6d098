import type { CheckResult } from '../../base/result.ts';
import type { Reply } from './ask.ts';
import { conclude, judgeUnread } from './conclude.ts';
import type { Listing } from './explore.ts';

/** `connect.reflection`: the server lists its services by reflection, v1 or v1alpha; it need not have any. */
export function checkReflection({ answer, method }: Reply<Listing>): CheckResult {
  const judged =
    answer.kind === 'read' ? { examined: 1, findings: [] } : judgeUnread(answer, method, 'a list of services');
  return conclude('reflection', 'error', judged);
}
