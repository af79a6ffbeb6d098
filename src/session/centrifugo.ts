import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import { bareUrl } from '../base/secrets.ts';
import { printable } from '../base/text.ts';
import type { Send, SendResult } from './publisher.ts';
import { later } from './wait.ts';

/** A Centrifugo server and how to be let in. */
export interface CentrifugoOptions {
  /** `http://host:8000`, or with a path before `/api/publish`. */
  readonly url: string;
  /** Sent as X-API-Key; never logged. */
  readonly apiKey?: string;
  /** Longest time for one publication, ms; 5000. */
  readonly timeoutMs?: number;
  /** Publications that may wait; 1000. */
  readonly queueSize?: number;
}

/** More of an answer is not read. */
const ANSWER_BYTES = 16_384;
/** Error codes of the API by which the server says that it failed itself: internal error, too many requests. */
const SERVER_CODES = new Set([100, 111]);

/** Publishes over the server's HTTP API. Throws a `config` Failure for a URL that is none. */
export function centrifugoSender({ url, apiKey, timeoutMs = 5000 }: CentrifugoOptions, clock: Clock): Send {
  const endpoint = publishUrl(url);
  const headers = {
    'content-type': 'application/json',
    'x-centrifugo-error-mode': 'transport',
    ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
  };
  return async ({ channel, data, idempotencyKey }, signal) => {
    if (signal.aborted) return fault('called off');
    const limit = new AbortController();
    const stop = (): void => limit.abort();
    signal.addEventListener('abort', stop, { once: true });
    const late = later(clock, timeoutMs, limit.signal, () => limit.abort('late'));
    try {
      const key = JSON.stringify(idempotencyKey);
      const body = `{"channel":${JSON.stringify(channel)},"data":${data},"idempotency_key":${key}}`;
      const request = { method: 'POST', headers, body, signal: limit.signal, redirect: 'manual' as const };
      const response = await fetch(endpoint, request);
      return judge(response.status, await readSome(response));
    } catch (thrown) {
      if (limit.signal.reason === 'late') return fault(`no answer within ${timeoutMs} ms`);
      return fault(causeOf(thrown));
    } finally {
      limit.abort();
      signal.removeEventListener('abort', stop);
      await late;
    }
  };
}

/** The address of the publish method under a base URL. Throws a `config` Failure for what is no http(s) URL, or holds credentials. */
export function publishUrl(base: string): string {
  const url = URL.canParse(base) ? new URL(base) : null;
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === null || !isHttp || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new Failure('config', `${printable(bareUrl(base), 200)} is no URL of a Centrifugo server`, {
      hint: 'for example http://127.0.0.1:8000, without credentials, ? or #',
    });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/api/publish`;
}

/** In transport error mode the HTTP status tells; servers before 5.1 say 200 and put the error into the answer. */
function judge(status: number, text: string): SendResult {
  const { code, message } = errorIn(text);
  const told = [`HTTP ${status}`, ...(code === null ? [] : [`${code}`]), ...(message === '' ? [] : [message])].join(
    ' ',
  );
  if (status >= 500 || status === 408 || status === 429) return fault(told);
  if (status !== 200) return { outcome: 'ours', reason: told };
  if (code === null) return { outcome: 'success', reason: '' };
  return SERVER_CODES.has(code) ? fault(told) : { outcome: 'ours', reason: told };
}

function errorIn(text: string): { readonly code: number | null; readonly message: string } {
  try {
    const answer = JSON.parse(text) as {
      error?: { code?: unknown; message?: unknown };
      code?: unknown;
      message?: unknown;
    };
    const error = answer.error ?? answer;
    const message = typeof error.message === 'string' ? printable(error.message, 120) : '';
    return { code: typeof error.code === 'number' && error.code !== 0 ? error.code : null, message };
  } catch {
    return { code: null, message: '' };
  }
}

async function readSome(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  // Leaving the loop early lets go of the rest.
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > ANSWER_BYTES) break;
  }
  return text;
}

function fault(reason: string): SendResult {
  return { outcome: 'fault', reason };
}

/** fetch says only `fetch failed`; the reason is its cause. */
function causeOf(thrown: unknown): string {
  const { cause, message } = thrown as Error & { cause?: NodeJS.ErrnoException };
  return printable(cause?.code ?? cause?.message ?? message ?? String(thrown), 120);
}
