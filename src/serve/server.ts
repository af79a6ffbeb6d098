import type { Clock } from '../base/clock.ts';
import { systemClock } from '../base/clock.ts';
import type { MethodRoute } from './handler.ts';
import { RestFacade } from './rest/facade.ts';
import { restManners } from './rest/options.ts';
import type { RestOptions } from './rest/options.ts';
import { startRestServer } from './rest/server.ts';
import { startServer } from './grpc-server.ts';
import type { ListenOptions, RunningServer } from './grpc-server.ts';
import { GrpcService } from './service.ts';
import { SPECTROGRAM_ROUTES, SPECTROGRAM_SERVICE, SpectrogramHandler } from './spectrogram/handler.ts';
import type { JobOptions } from './spectrogram/job-options.ts';
import { JobStore } from './spectrogram/job-store.ts';
import { createJobs } from './spectrogram/job-table.ts';
import type { Layout } from './spectrogram/layout.ts';
import { PACKED_ROUTES, PACKED_SERVICE, PackedHandler } from './spectrogram/packed-handler.ts';

export type { RunningServer } from './grpc-server.ts';

/** Plain data, so that it can cross a process boundary. */
export interface SpectrogramServerOptions extends ListenOptions {
  /** What jobs are unless they say otherwise. */
  readonly defaults?: JobOptions;
  /** Jobs by id; absent: the default job alone. */
  readonly jobs?: Readonly<Record<string, JobOptions>>;
  /** Layout of every job that has none of its own; the layouts of the jobs decide which services there are. */
  readonly layout?: Layout;
  /** A script of faults and a list of quirks for every job that has none of its own. */
  readonly faults?: string;
  readonly quirks?: string | readonly string[];
  /** As CheckHealth gives it. */
  readonly version?: string;
  /** Also serve the Focus Server's REST facade, with the same TLS. */
  readonly rest?: RestOptions;
}

export interface RunningSpectrogramServer extends RunningServer {
  /** `host:port` of the REST facade; null without one. */
  readonly restAddress: string | null;
}

/** Serves the simulator with health and reflection; rejects with a usage or file Failure for wrong options, `config` when it cannot listen. */
export async function startSpectrogramServer(
  options: SpectrogramServerOptions = {},
  clock: Clock = systemClock,
): Promise<RunningSpectrogramServer> {
  const defaults = everyJob(options);
  const jobs = createJobs(defaults, options.jobs);
  const store = new JobStore(jobs, clock, options.rest?.unopenedMs);
  const layouts = new Set([...jobs.values()].map(({ layout }) => layout));
  if (options.rest) layouts.add(defaults.layout ?? 'datastream');
  const manners = restManners(options.rest ?? {});

  const service = new GrpcService();
  const routes: MethodRoute[] = [];
  if (layouts.has('datastream')) {
    service.registerHandler(SPECTROGRAM_SERVICE, new SpectrogramHandler(store, options.version));
    routes.push(...SPECTROGRAM_ROUTES);
  }
  if (layouts.has('pandadatastream')) {
    service.registerHandler(PACKED_SERVICE, new PackedHandler(store));
    routes.push(...PACKED_ROUTES);
  }
  const server = await startServer(service, routes, options);
  const { rest, tls } = options;
  if (!rest) return { ...server, restAddress: null };
  try {
    const host = hostOf(server);
    const place = { host, port: server.port, tls: tls !== undefined };
    const { historicFps } = rest;
    const facade = new RestFacade({ jobs: store, defaults, place, manners, historicFps });
    const running = await startRestServer(facade, { host: rest.host ?? host, port: rest.port ?? 0, tls, manners });
    const close = async (): Promise<void> => void (await Promise.all([running.close(), server.close()]));
    return { ...server, restAddress: running.address, close };
  } catch (thrown) {
    await server.close();
    throw thrown;
  }
}

function hostOf({ address }: RunningServer): string {
  return address.slice(0, address.lastIndexOf(':'));
}

function everyJob({ defaults, faults, quirks, layout }: SpectrogramServerOptions): JobOptions {
  return {
    ...(faults === undefined ? {} : { faults }),
    ...(quirks === undefined ? {} : { quirks }),
    ...(layout === undefined ? {} : { layout }),
    ...defaults,
  };
}
