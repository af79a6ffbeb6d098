import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the stub got it. */
export interface Published {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly channel: string; readonly data: unknown; readonly idempotency_key?: string };
}

/** How it answers; `hang` never does. */
export type Manner =
  | 'ok'
  | 'hang'
  | 'internal'
  | 'unavailable'
  | 'wrong-key'
  | 'unknown-channel'
  | 'bad-request'
  | 'legacy-internal'
  | 'legacy-unknown';

const ANSWERS: Readonly<Record<Exclude<Manner, 'hang'>, readonly [status: number, body: string]>> = {
  ok: [200, '{"result":{"offset":1,"epoch":"x"}}'],
  internal: [500, '{"code":100,"message":"internal server error"}'],
  unavailable: [503, '<html>no backend</html>'],
  'wrong-key': [401, 'Unauthorized\n'],
  'unknown-channel': [404, '{"code":102,"message":"unknown channel"}'],
  'bad-request': [400, '{"code":107,"message":"bad request"}'],
  'legacy-internal': [200, '{"error":{"code":100,"message":"internal server error"}}'],
  'legacy-unknown': [200, '{"error":{"code":102,"message":"unknown channel"}}'],
};

/** The HTTP contract of Centrifugo's publish method on a free port. */
export interface CentrifugoStub {
  readonly url: string;
  readonly got: Published[];
  manner: Manner;
  /** Requests that are not answered yet. */
  hanging(): number;
  stop(): Promise<void>;
}

export async function centrifugoStub(port = 0): Promise<CentrifugoStub> {
  const got: Published[] = [];
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(text) as Published['body'] });
      if (stub.manner === 'hang') {
        open.add(response);
        response.on('close', () => open.delete(response));
        return;
      }
      const [status, body] = ANSWERS[stub.manner];
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stub: CentrifugoStub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    manner: 'ok',
    hanging: () => open.size,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stub;
}
