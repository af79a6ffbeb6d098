import { Failure } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { isRecord } from '../../frame/description-fields.ts';
import { shownUrl } from './focus-url.ts';
import type { Answer } from './reply.ts';
import { nonsense, readReply, said } from './reply.ts';
import type { RestClient, RestOptions, RestReply, RestRequest } from './rest-client.ts';
import { createRestClient } from './rest-client.ts';
import { RestError } from './rest-error.ts';

/** The REST API by which jobs are made and looked up. Each call is one request; answers that may mend are not thrown. */
export interface FocusServer {
  /** `POST /configure`. */
  configure(body: unknown): Promise<Answer>;
  /** `GET /metadata/{job}`; a 404 may mend (`made`) or is final. */
  metadata(job: string, made: boolean): Promise<Answer>;
  /** `GET /live_metadata`; undefined when it cannot be had, for whatever reason. */
  liveMetadata(): Promise<unknown>;
}

/** A job nobody opens dies soon, so what is only nice to know gets little time. */
const LIVE_METADATA_MS = 2000;

/** Throws Failure `usage` or `config` for certificates that cannot be used; sends nothing yet. */
export function createFocusServer(options: RestOptions): FocusServer {
  const client = createRestClient(options);
  const base = shownUrl(options.url);
  return {
    async configure(body) {
      const what = `POST ${base}/configure`;
      const reply = await send(client, { method: 'POST', path: ['configure'], json: body }, what);
      if (!('status' in reply)) return reply;
      if (reply.status === 404 || reply.status === 405) throw nonsense(`${what} is unknown there: ${said(reply)}`);
      return readReply(reply, what);
    },
    async metadata(job, made) {
      const what = `GET ${base}/metadata/${printable(job, 80)}`;
      const reply = await send(client, { method: 'GET', path: ['metadata', job] }, what);
      if (!('status' in reply)) return reply;
      if (reply.status === 405) throw nonsense(`${what} is unknown there: ${said(reply)}`);
      if (reply.status !== 404) return readReply(reply, what);
      const failure = notFound(job, reply);
      if (made) return { ready: false, failure };
      throw failure;
    },
    async liveMetadata() {
      const timeoutMs = Math.min(LIVE_METADATA_MS, options.timeoutMs);
      try {
        const { status, body } = await client({ method: 'GET', path: ['live_metadata'], timeoutMs });
        const json: unknown = status === 200 ? JSON.parse(body) : undefined;
        return isRecord(json) ? json : undefined;
      } catch (thrown) {
        if (options.signal.aborted) throw thrown;
        return undefined;
      }
    },
  };
}

/** One exchange; a server that may only be starting is an answer, one that cannot be reached a Failure. */
async function send(client: RestClient, request: RestRequest, what: string): Promise<RestReply | Answer> {
  try {
    return await client(request);
  } catch (thrown) {
    if (!(thrown instanceof RestError)) throw thrown;
    const failure = new Failure(
      thrown.nonsense ? 'focus-nonsense' : 'focus-unreachable',
      `${what}: ${thrown.message}`,
      {
        ...(thrown.hint === null ? {} : { hint: thrown.hint }),
        cause: thrown,
      },
    );
    if (thrown.starting) return { ready: false, failure };
    throw failure;
  }
}

function notFound(job: string, reply: RestReply): Failure {
  return new Failure('job-not-found', `job not found: ${printable(job, 80)} (${said(reply)})`, {
    hint: 'check the id, and that the job still lives: one that nobody opens is removed after about 50 s',
  });
}
