import type { CheckResult, Finding, Severity } from '../../base/result.ts';
import type { RuleSettings } from '../../check/seat.ts';
import type { Named } from '../../check/settings.ts';
import { switchedOff } from '../../check/verdict.ts';
import { Status, statusWords } from '../../base/status.ts';
import type { Unread } from './ask.ts';

/** The checks of `connect`, in the order of the document: `connect.NAME`. */
export const CONNECT_CHECKS = ['certificate', 'grpc', 'health', 'layout-health', 'reflection', 'method'] as const;

/** What a check of `connect` came to. */
export interface Judged {
  readonly examined: number;
  readonly findings: readonly Finding[];
  /** Why nothing, or not everything, was examined. */
  readonly reason?: string;
}

const KEPT = 5;

/** The result of `connect.NAME`; what examined nothing is skipped. */
export function conclude(
  name: (typeof CONNECT_CHECKS)[number],
  severity: Severity,
  { examined, findings, reason }: Judged,
): CheckResult {
  const violated = severity === 'error' ? 'failed' : 'warned';
  return {
    rule: `connect.${name}`,
    family: 'connect',
    status: findings.length > 0 ? violated : examined > 0 ? 'passed' : 'skipped',
    severity,
    examined,
    violations: findings.length,
    ...(reason === undefined ? {} : { reason }),
    findings: findings.slice(0, KEPT),
  };
}

/** What `--severity` of a `connect` can name; without an answer in gRPC there is nothing to judge. */
export const CONNECT_RULES: readonly Named[] = CONNECT_CHECKS.map((name) => ({
  id: `connect.${name}`,
  family: 'connect',
  unit: 'stream',
  always: name === 'grpc',
}));

/** A check of `connect` as the user wants it to count. */
export function withSeverity(check: CheckResult, severities: RuleSettings['severities']): CheckResult {
  const given = severities.get(check.rule);
  if (given === undefined) return check;
  if (given === 'off')
    return switchedOff({ id: check.rule, family: 'connect', severity: check.severity }, '--severity');
  const violated = given === 'error' ? 'failed' : 'warned';
  return { ...check, severity: given, status: check.violations > 0 ? violated : check.status };
}

/** What can be judged of an answer that says nothing of the matter itself: that the question was not taken, or that it was not answered well. */
export function judgeUnread(answer: Unread, method: string, expected: string): Judged {
  switch (answer.kind) {
    case 'broken':
      return skipped(`${method} was not answered`);
    case 'foreign':
      return skipped(`the server does not implement ${method} (it answers HTTP 404)`);
    case 'garbled':
      return violated({
        expected,
        actual: answer.fault,
        message: `${method} is answered with what cannot be read: ${answer.fault}`,
      });
    case 'refused':
      break;
  }
  const { code } = answer.status;
  const words = statusWords(answer.status);
  if (code === Status.UNIMPLEMENTED) return skipped(`the server does not implement ${method}`);
  if (code === Status.UNAUTHENTICATED || code === Status.PERMISSION_DENIED) {
    return skipped(`the server answers ${method} to none but those it knows (${words}): give credentials with -H`);
  }
  return violated({ expected, actual: words, message: `${method} is answered with ${words}` });
}

export function skipped(reason: string): Judged {
  return { examined: 0, findings: [], reason };
}

export function violated(finding: Finding): Judged {
  return { examined: 1, findings: [finding] };
}
