import { Failure } from '../../base/failure.ts';
import { bareUrl } from '../../base/secrets.ts';
import { printable } from '../../base/text.ts';
import { isRecord } from '../../frame/description-fields.ts';
import type { RestReply } from './rest-client.ts';

/** A reply worth reading, or why it is worth asking again - and what to say should it never come. */
export type Answer =
  | { readonly ready: true; readonly json: Readonly<Record<string, unknown>> }
  | { readonly ready: false; readonly failure: Failure };

const AWAY: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Reads the answer to `what` (`GET http://host/metadata/12-70788`). An empty reply, a gateway without a server and 429
 * are worth asking again; nonsense, failures of the server's own, redirects and refusals are thrown. 404 and 405 are the caller's.
 */
export function readReply(reply: RestReply, what: string): Answer {
  const { status, location } = reply;
  if (status >= 200 && status < 300) return readBody(reply.body, what);
  if (status >= 300 && status < 400) {
    const where = location === null ? '' : ` to ${printable(bareUrl(location), 200)}`;
    throw nonsense(`${what} is redirected${where}`, 'redirects are not followed: give the final URL to --focus-server');
  }
  if (AWAY.has(status)) {
    return { ready: false, failure: new Failure('focus-unreachable', `${what}: ${said(reply)}`, { hint: AWAY_HINT }) };
  }
  if (status < 400) throw nonsense(`${what} is answered with the status ${status}`);
  // A server that fails in itself has not judged the request.
  if (status >= 500) throw nonsense(`${what} failed: ${said(reply)}`, REFUSED_HINT);
  const refused = new Failure('job-refused', `${what} was refused: ${said(reply)}`, {
    hint: status === 401 || status === 403 ? "give credentials with -H 'authorization: ...'" : REFUSED_HINT,
  });
  if (status === 429) return { ready: false, failure: refused };
  throw refused;
}

const AWAY_HINT = 'a gateway answers, but no server behind it: check that the Focus Server runs';
const REFUSED_HINT = 'see the log of the Focus Server';

/** Something answered that is no Focus Server. */
export function nonsense(message: string, hint = 'is --focus-server the URL of a Focus Server?'): Failure {
  return new Failure('focus-nonsense', message, { hint });
}

/** Status and message of a reply that is no success: `422: body.channels.min: must be above 0`. */
export function said({ status, body }: RestReply): string {
  const message = messageOf(body);
  return message === '' ? String(status) : `${status}: ${printable(message, 300)}`;
}

function readBody(body: string, what: string): Answer {
  const json = body.trim() === '' ? null : parse(body, what);
  if (json === null || json === '' || (isRecord(json) && Object.keys(json).length === 0)) {
    return { ready: false, failure: notReady(what, 'the reply is empty') };
  }
  if (!isRecord(json)) throw nonsense(`${what} is answered with no JSON object: ${printable(body.trim(), 120)}`);
  return { ready: true, json };
}

/** The job is there, but cannot be streamed yet. */
export function notReady(what: string, why: string): Failure {
  return new Failure('job-not-ready', `${what}: ${why}: the job did not become ready`, {
    hint: 'give it more time with --wait-job',
  });
}

function parse(body: string, what: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    const kind = /^\s*<(?:!doctype|html)/i.test(body) ? 'HTML' : printable(body.trim(), 120);
    throw nonsense(`${what} is not answered in JSON: ${kind}`);
  }
}

/** The words in an error's body: `detail` (also a list of `{loc, msg}`), `message` or `error`, else a short text as it is. */
function messageOf(body: string): string {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return /^\s*</.test(body) ? 'HTML' : body.trim();
  }
  return wordsOf(json) ?? body.trim();
}

function wordsOf(json: unknown): string | undefined {
  if (typeof json === 'string') return json;
  if (Array.isArray(json)) return json.map((one) => wordsOf(one) ?? JSON.stringify(one)).join('; ');
  if (!isRecord(json)) return undefined;
  const inner = json['detail'] ?? json['message'] ?? json['error'] ?? json['msg'];
  const words = inner === undefined ? undefined : wordsOf(inner);
  const place = Array.isArray(json['loc']) ? `${json['loc'].join('.')}: ` : '';
  return words === undefined ? undefined : place + words;
}
