import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { listenFailure } from '../../serve/listen-failure.ts';
import { prometheusText, PROMETHEUS_TYPE } from './prometheus.ts';
import type { ServerStatistics } from './server-statistics.ts';

export interface RunningStatsServer {
  /** `host:port`. */
  readonly address: string;
  close(): Promise<void>;
}

interface Answer {
  readonly type: string;
  readonly body: string;
}

/** Serves statistics over HTTP: `/stats` as JSON, `/metrics` for Prometheus. Rejects with a `config` Failure when it cannot listen. */
export async function startStatsServer(
  statistics: () => ServerStatistics,
  host: string,
  port: number,
): Promise<RunningStatsServer> {
  const server = createServer((request, response) => {
    void answer(request.url?.replace(/\?.*$/s, '') ?? '/', statistics).then((found) => {
      const { type, body } = found ?? { type: 'text/plain; charset=utf-8', body: 'there are /stats and /metrics\n' };
      response.writeHead(found === null ? 404 : 200, {
        'content-type': type,
        'content-length': Buffer.byteLength(body),
      });
      return response.end(request.method === 'HEAD' ? '' : body);
    });
  });
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenFailure(`${host}:${port}`, cause.message, '--stats-port', cause)));
    server.listen(port, bare, resolve);
  });
  const bound = server.address();
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
  return { address: `${host}:${boundPort}`, close: () => shutDown(server) };
}

async function answer(path: string, statistics: () => ServerStatistics): Promise<Answer | null> {
  if (path === '/metrics') return { type: PROMETHEUS_TYPE, body: await prometheusText(statistics()) };
  if (path === '/stats' || path === '/') {
    return { type: 'application/json', body: `${JSON.stringify(statistics(), null, 2)}\n` };
  }
  return null;
}

function shutDown(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
