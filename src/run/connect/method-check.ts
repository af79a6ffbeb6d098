import type { CheckResult, Finding } from '../../base/result.ts';
import { Status } from '../../base/status.ts';
import { plural } from '../../base/text.ts';
import type { Reply, Unread } from './ask.ts';
import type { Judged } from './conclude.ts';
import { conclude, skipped, violated } from './conclude.ts';
import type { Listing, Sighting } from './explore.ts';

const NAMED = 5;
/** Services that say nothing of what a server is for. */
const PLUMBING = /^grpc\.(?:reflection|health|channelz)\./;

/**
 * `connect.method`: the method of the layout, or of one of the layouts, is there and streams. Without reflection that is
 * not known. A warning, unless the user named the layout.
 */
export function checkMethod({ answer }: Reply<Listing>, isLayoutNamed: boolean): CheckResult {
  return conclude(
    'method',
    isLayoutNamed ? 'error' : 'warning',
    answer.kind === 'read' ? judge(answer.value) : skipped(`unknown, ${without(answer)}`),
  );
}

function without(answer: Unread): string {
  if (answer.kind === 'broken') return 'reflection was not answered';
  if (answer.kind === 'garbled') return 'reflection cannot be read';
  return answer.status.code === Status.UNIMPLEMENTED ? 'no reflection' : 'reflection is refused';
}

function judge({ services, sightings }: Listing): Judged {
  if (sightings.some(({ kind }) => kind === 'server_streaming')) return { examined: 1, findings: [] };
  const unknown = sightings.find((sighting) => sighting.kind === 'unknown');
  if (unknown) return skipped(`unknown, ${unknown.why}`);
  const unary = sightings.find(({ kind }) => kind !== 'absent');
  return violated(unary ? otherKind(unary) : absent(sightings, services));
}

function otherKind({ path, kind }: Sighting): Finding {
  const words = kind.replace('_', '-');
  return { expected: 'server-streaming', actual: words, message: `${path} is ${words}, not server-streaming` };
}

function absent(sightings: readonly Sighting[], services: readonly string[]): Finding {
  const expected = sightings.map(({ path }) => path.slice(1)).join(' or ');
  const others = services.filter((name) => !PLUMBING.test(name));
  const some = others.slice(0, NAMED).join(', ');
  const more = others.length > NAMED ? ` and ${plural(others.length - NAMED, 'more', 'more')}` : '';
  const actual = others.length === 0 ? 'no service but health and reflection' : `${some}${more}`;
  return { expected, actual, message: `the server has no ${expected}: it lists ${actual}` };
}
