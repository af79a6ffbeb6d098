import type { CheckResult } from '../../base/result.ts';
import { printable } from '../../base/text.ts';
import type { Reply } from './ask.ts';
import type { Judged } from './conclude.ts';
import { conclude, judgeUnread, skipped, violated } from './conclude.ts';
import type { LayoutSays } from './inquiry.ts';

/** `connect.layout-health`: by the layout's own health method the server calls itself healthy. `layouts` are names. */
export function checkLayoutHealth(reply: Reply<LayoutSays> | null, layouts: readonly string[]): CheckResult {
  return conclude('layout-health', 'error', judge(reply, layouts));
}

function judge(reply: Reply<LayoutSays> | null, layouts: readonly string[]): Judged {
  if (reply === null) return skipped(`the layout ${layouts.join(' or ')} has no health method`);
  const { answer, method } = reply;
  if (answer.kind !== 'read') return judgeUnread(answer, method, 'healthy');
  const { healthy, status } = answer.value;
  if (healthy === null) return skipped(`${method} has no field that says whether the server is healthy`);
  if (healthy) return { examined: 1, findings: [] };
  const words = status === null || status === '' ? '' : `, status ${printable(status, 200)}`;
  return violated({
    expected: 'healthy',
    actual: 'not healthy',
    message: `the server calls itself not healthy${words}`,
  });
}
