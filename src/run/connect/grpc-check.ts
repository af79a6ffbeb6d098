import type { CheckResult } from '../../base/result.ts';
import type { CallStatus } from '../../base/status.ts';
import { statusWords } from '../../base/status.ts';
import type { Reply } from './ask.ts';
import { conclude } from './conclude.ts';
import type { Inquiry } from './inquiry.ts';

/** A question that was not answered as gRPC wants it. */
interface NoAnswer {
  readonly method: string;
  readonly status: CallStatus;
}

/** `connect.grpc`: the peer answers in gRPC. A violation breaks the run. */
export function checkGrpc(inquiry: Inquiry): CheckResult {
  const findings = withoutAnswer(inquiry).map(({ method, status }) => ({
    expected: 'an answer in gRPC',
    actual: status.raw ?? status.name,
    message: `${method}: ${statusWords(status)}`,
  }));
  return conclude('grpc', 'error', { examined: repliesOf(inquiry).length, findings });
}

/**
 * The questions that were not answered by the rules of gRPC. HTTP 404 is how some gRPC servers say that they do not have
 * a service; where nothing but that came, nothing shows that there is a gRPC server at all.
 */
export function withoutAnswer(inquiry: Inquiry): readonly NoAnswer[] {
  const replies = repliesOf(inquiry);
  const isForeign = replies.every(({ answer }) => answer.kind === 'foreign' || answer.kind === 'broken');
  return replies.flatMap(({ method, answer }) =>
    answer.kind === 'broken' || (answer.kind === 'foreign' && isForeign) ? [{ method, status: answer.status }] : [],
  );
}

function repliesOf({ health, layoutHealth, reflection }: Inquiry): readonly Reply<unknown>[] {
  return [...health, ...(layoutHealth === null ? [] : [layoutHealth]), reflection];
}
