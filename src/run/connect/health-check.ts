import type { CheckResult } from '../../base/result.ts';
import { Status } from '../../base/status.ts';
import { printable } from '../../base/text.ts';
import type { Judged } from './conclude.ts';
import { conclude, judgeUnread, skipped, violated } from './conclude.ts';
import type { HealthReply } from './inquiry.ts';

/**
 * `connect.health`: the server, and each service that was named, is SERVING. A server without grpc.health.v1 is not
 * examined; where a service was named, that is a violation: the question was the user's, and it has no good answer.
 */
export function checkHealth(replies: readonly HealthReply[]): CheckResult {
  const judged = replies.map((reply) => (reply.service === '' ? judgeWhole(reply) : judgeNamed(reply)));
  const reasons = judged.flatMap(({ reason }) => reason ?? []);
  return conclude('health', 'error', {
    examined: judged.reduce((sum, { examined }) => sum + examined, 0),
    findings: judged.flatMap(({ findings }) => findings),
    ...(reasons.length === 0 ? {} : { reason: [...new Set(reasons)].join('; ') }),
  });
}

function judgeWhole(reply: HealthReply): Judged {
  const { answer, method } = reply;
  if (answer.kind === 'read') return serving(answer.value, 'the server');
  if (answer.kind === 'refused' && answer.status.code === Status.NOT_FOUND) {
    return skipped('the server gives no health of the whole (NOT_FOUND): name a service with --service');
  }
  return judgeUnread(answer, method, 'SERVING');
}

function judgeNamed({ answer, method, service }: HealthReply): Judged {
  const name = printable(service, 120);
  if (answer.kind === 'read') return serving(answer.value, `the service ${name}`);
  if (answer.kind === 'refused' && answer.status.code === Status.NOT_FOUND) {
    return violated({
      expected: 'SERVING',
      actual: 'NOT_FOUND',
      message: `the server does not know the service ${name} (NOT_FOUND)`,
    });
  }
  const judged = judgeUnread(answer, method, 'SERVING');
  const { reason } = judged;
  if (answer.kind === 'broken' || reason === undefined) return judged;
  return violated({ expected: 'SERVING', actual: 'unknown', message: `the health of ${name} is unknown: ${reason}` });
}

function serving(status: string, what: string): Judged {
  if (status === 'SERVING') return { examined: 1, findings: [] };
  return violated({ expected: 'SERVING', actual: status, message: `${what} is ${status}` });
}
