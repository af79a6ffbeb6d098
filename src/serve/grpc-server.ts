import { Server, ServerCredentials, logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';
import { attach } from './attach.ts';
import type { MethodRoute } from './handler.ts';
import { listenFailure } from './listen-failure.ts';
import type { GrpcService } from './service.ts';
import type { ServerTls } from './tls.ts';

export interface ListenOptions {
  /** 127.0.0.1. */
  readonly host?: string;
  /** 0: any free one. */
  readonly port?: number;
  readonly tls?: ServerTls;
  /** Serialized FileDescriptorProtos for server reflection; none: no reflection. */
  readonly descriptors?: readonly Uint8Array[];
  /** Longest request message, bytes; 4 MiB. */
  readonly maxRequestBytes?: number;
  /** How long close() lets calls end by themselves, ms; 250. */
  readonly graceMs?: number;
}

export interface RunningServer {
  /** `host:port`. */
  readonly address: string;
  readonly port: number;
  /** Ends the server and every call; safe to call twice. */
  close(): Promise<void>;
}

/** Serves `routes` of a registry with health and reflection; rejects with a `config` Failure when it cannot listen. */
export async function startServer(
  service: GrpcService,
  routes: readonly MethodRoute[],
  options: ListenOptions = {},
): Promise<RunningServer> {
  const limit = options.maxRequestBytes;
  const server = new Server(limit === undefined ? {} : { 'grpc.max_receive_message_length': limit });
  attach(server, service, routes);
  const names = ['', ...new Set(routes.map((route) => route.service))];
  const health = new HealthImplementation(Object.fromEntries(names.map((name) => [name, 'SERVING'])));
  health.addToServer(server);
  addReflection(server, options.descriptors ?? []);
  const host = options.host ?? '127.0.0.1';
  const shown = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const port = await listen(server, `${shown}:${options.port ?? 0}`, options.tls);
  let closed: Promise<void> | null = null;
  return {
    address: `${shown}:${port}`,
    port,
    close: () => {
      if (closed === null) {
        for (const name of names) health.setStatus(name, 'NOT_SERVING');
        closed = shutDown(server, options.graceMs ?? 250);
      }
      return closed;
    },
  };
}

/** The library re-encodes what it is given; only true descriptor bytes come out whole (proto-loader's own do not). */
function addReflection(server: Server, descriptors: readonly Uint8Array[]): void {
  if (descriptors.length === 0) return;
  const fileDescriptorProtos = descriptors.map((bytes) => Buffer.from(bytes));
  new ReflectionService({
    files: { format: 'Protocol Buffer 3 DescriptorProto', type: {}, fileDescriptorProtos },
  }).addToServer(server);
}

/** grpc-js prints what our Failure says; its own word is heard where the environment asks for it. */
async function listen(server: Server, address: string, tls: ServerTls | undefined): Promise<number> {
  const quiet = process.env['GRPC_VERBOSITY'] === undefined && process.env['GRPC_NODE_VERBOSITY'] === undefined;
  if (quiet) setLogVerbosity(logVerbosity.NONE);
  try {
    return await bind(server, address, tls);
  } catch (thrown) {
    const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
    const why = /errors: \[(.*)\]/s.exec(cause.message)?.[1] ?? cause.message;
    throw listenFailure(address, why, '--port', cause);
  } finally {
    if (quiet) setLogVerbosity(logVerbosity.ERROR);
  }
}

function bind(server: Server, address: string, tls: ServerTls | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials(tls), (error, port) => (error ? reject(error) : resolve(port)));
  });
}

function credentials(tls: ServerTls | undefined): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure();
  const clientCa = tls.clientCa === undefined ? null : Buffer.from(tls.clientCa);
  const pair = { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) };
  return ServerCredentials.createSsl(clientCa, [pair], clientCa !== null);
}

function shutDown(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.forceShutdown(), graceMs);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
