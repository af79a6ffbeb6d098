import type { Clock } from '../../base/clock.ts';
import { systemClock } from '../../base/clock.ts';
import type { ListenOptions, RunningServer } from '../../serve/grpc-server.ts';
import { startServer } from '../../serve/grpc-server.ts';
import { GrpcService } from '../../serve/service.ts';
import type { CentrifugoOptions } from '../centrifugo.ts';
import type { SessionSettings } from '../config.ts';
import type { LogSink } from '../log.ts';
import type { PresetName } from '../presets.ts';
import { presetConfig } from '../presets.ts';
import { SESSION_SERVICE } from '../v1/codec.ts';
import { SESSION_ROUTES } from '../v1/serve.ts';
import { parseSessionFaults } from './faults.ts';
import { SessionHandler } from './handler.ts';
import type { ServerStatistics } from './server-statistics.ts';
import { startStatsServer } from './stats-server.ts';

/** Plain data, so that it can cross a process boundary. */
export interface SessionServerOptions extends ListenOptions {
  /** PRODUCTION. */
  readonly preset?: PresetName;
  /** Changes to the preset. */
  readonly settings?: SessionSettings;
  readonly centrifugo?: CentrifugoOptions;
  /** A script of faults. */
  readonly faults?: string;
  /** Also serve the statistics over HTTP; 0: any free port. */
  readonly statsPort?: number;
  /** As the statistics give it. */
  readonly version?: string;
}

export interface RunningSessionServer extends RunningServer {
  /** `host:port` of the statistics; null without them. */
  readonly statsAddress: string | null;
  statistics(): ServerStatistics;
}

/** Serves session.v1 with health and reflection; rejects with a usage or config Failure for wrong options, `config` when it cannot listen. */
export async function startSessionServer(
  options: SessionServerOptions = {},
  { clock = systemClock, log }: { readonly clock?: Clock; readonly log?: LogSink } = {},
): Promise<RunningSessionServer> {
  const { preset = 'PRODUCTION', settings, centrifugo, statsPort, version = '' } = options;
  const handler = new SessionHandler({
    config: presetConfig(preset, settings),
    faults: parseSessionFaults(options.faults ?? ''),
    clock,
    version,
    ...(centrifugo === undefined ? {} : { centrifugo }),
    ...(log === undefined ? {} : { log }),
  });
  const registry = new GrpcService();
  registry.registerHandler(SESSION_SERVICE, handler);
  const server = await startServer(registry, SESSION_ROUTES, options);
  const close = async (): Promise<void> => {
    await handler.shutdown();
    await server.close();
  };
  const statistics = (): ServerStatistics => handler.statistics();
  if (statsPort === undefined) return { ...server, close, statistics, statsAddress: null };
  try {
    const host = server.address.slice(0, server.address.lastIndexOf(':'));
    const stats = await startStatsServer(statistics, host, statsPort);
    const closeBoth = async (): Promise<void> => void (await Promise.all([stats.close(), close()]));
    return { ...server, close: closeBoth, statistics, statsAddress: stats.address };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
