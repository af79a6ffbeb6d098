import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A scripted answer: JSON or text with a status, or `hang-up`, `silent` (never answers), `endless` (never stops). */
export type Scripted =
  | 'hang-up'
  | 'silent'
  | 'endless'
  | {
      readonly status?: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ScriptedServer {
  readonly url: URL;
  readonly port: number;
  readonly seen: readonly Seen[];
}

/**
 * An HTTP server on loopback that plays scripts by `METHOD /path`: each request gets the next answer, the last one
 * again and again; 404 where there is no script. Closed when the test is over.
 */
export async function scriptedServer(
  scripts: Readonly<Record<string, readonly Scripted[]>>,
  tls?: { readonly cert: string; readonly key: string; readonly ca?: string },
): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  const played = new Map<string, number>();
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      seen.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
      const name = `${method} ${path}`;
      const script = scripts[name] ?? [{ status: 404, json: { detail: 'nothing here' } }];
      const turn = played.get(name) ?? 0;
      played.set(name, turn + 1);
      const answer = script[Math.min(turn, script.length - 1)] as Scripted;
      if (answer === 'silent') return;
      if (answer === 'hang-up') {
        request.socket.destroy();
        return;
      }
      if (answer === 'endless') {
        const block = Buffer.alloc(1024 ** 2, 'x');
        const pour = (): void => {
          while (!response.destroyed && response.write(block));
        };
        response.on('drain', pour);
        pour();
        return;
      }
      response.writeHead(answer.status ?? 200, answer.headers);
      response.end(answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json)));
    });
  };
  const server: Server = tls
    ? createTlsServer({ ...tls, ...(tls.ca === undefined ? {} : { requestCert: true }) }, listener)
    : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`${tls ? 'https' : 'http'}://127.0.0.1:${port}`), port, seen };
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A healthy reply: channels 1..50 over three streams, 64 frequencies, as a real server sent it. */
export function healthyReply(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    status: '',
    job_id: '12-70788',
    stream_url: 'http://127.0.0.1',
    stream_port: '50051',
    channel_amount: 50,
    frequencies_amount: 64,
    frequencies_list: Array.from({ length: 64 }, (_, bin) => bin * 7.8),
    lines_dt: 0.01,
    channel_to_stream_index: Object.fromEntries(
      Array.from({ length: 50 }, (_, place) => [String(place + 1), Math.floor(place / 17)]),
    ),
    stream_amount: 3,
    view_type: 0,
    metadata: { prr: 1000 },
    ...more,
  };
}
