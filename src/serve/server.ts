import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';
import type { Clock } from '../base/clock.ts';
import { systemClock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import { attach } from './attach.ts';
import type { MethodRoute } from './handler.ts';
import { GrpcService } from './service.ts';
import { SPECTROGRAM_ROUTES, SPECTROGRAM_SERVICE, SpectrogramHandler } from './spectrogram/handler.ts';
import type { JobOptions } from './spectrogram/job-options.ts';
import { createJobs } from './spectrogram/job-table.ts';

/** PEM texts; with `clientCa` callers must show a certificate it signed. */
export interface ServerTls {
  readonly cert: string;
  readonly key: string;
  readonly clientCa?: string;
}

export interface ListenOptions {
  /** 127.0.0.1. */
  readonly host?: string;
  /** 0: any free one. */
  readonly port?: number;
  readonly tls?: ServerTls;
  /** Serialized FileDescriptorProtos for server reflection; none: no reflection. */
  readonly descriptors?: readonly Uint8Array[];
  /** How long close() lets calls end by themselves, ms; 250. */
  readonly graceMs?: number;
}

/** Plain data, so that it can cross a process boundary. */
export interface SpectrogramServerOptions extends ListenOptions {
  /** What jobs are unless they say otherwise. */
  readonly defaults?: JobOptions;
  /** Jobs by id; absent: the default job alone. */
  readonly jobs?: Readonly<Record<string, JobOptions>>;
  /** A script of faults and a list of quirks for every job that has none of its own. */
  readonly faults?: string;
  readonly quirks?: string | readonly string[];
  /** As CheckHealth gives it. */
  readonly version?: string;
}

export interface RunningServer {
  /** `host:port`. */
  readonly address: string;
  readonly port: number;
  /** Ends the server and every call; safe to call twice. */
  close(): Promise<void>;
}

/** Serves the simulator with health and reflection; rejects with a usage or file Failure for wrong options, `config` when it cannot listen. */
export async function startSpectrogramServer(
  options: SpectrogramServerOptions = {},
  clock: Clock = systemClock,
): Promise<RunningServer> {
  const service = new GrpcService();
  service.registerHandler(
    SPECTROGRAM_SERVICE,
    new SpectrogramHandler(createJobs(everyJob(options), options.jobs), options.version, clock),
  );
  return startServer(service, SPECTROGRAM_ROUTES, options);
}

function everyJob({ defaults, faults, quirks }: SpectrogramServerOptions): JobOptions {
  return { ...(faults === undefined ? {} : { faults }), ...(quirks === undefined ? {} : { quirks }), ...defaults };
}

/** Serves `routes` of a registry with health and reflection; rejects as startSpectrogramServer. */
export async function startServer(
  service: GrpcService,
  routes: readonly MethodRoute[],
  options: ListenOptions = {},
): Promise<RunningServer> {
  const server = new Server();
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

function listen(server: Server, address: string, tls: ServerTls | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      const why = /errors: \[(.*)\]/s.exec(cause.message)?.[1] ?? cause.message;
      reject(new Failure('config', `cannot listen on ${address}: ${why}`, { cause }));
    };
    try {
      server.bindAsync(address, credentials(tls), (error, port) => (error ? fail(error) : resolve(port)));
    } catch (thrown) {
      fail(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
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
