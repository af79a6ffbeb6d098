import { usage } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { descriptorBytes } from '../../schema/descriptor-bytes.ts';
import type { CentrifugoOptions } from '../../session/centrifugo.ts';
import { publishUrl } from '../../session/centrifugo.ts';
import type { LogSink } from '../../session/log.ts';
import { parseSessionFaults } from '../../session/server/faults.ts';
import { statisticsLine } from '../../session/server/server-statistics.ts';
import type { RunningSessionServer, SessionServerOptions } from '../../session/server/server.ts';
import { startSessionServer } from '../../session/server/server.ts';
import { SESSION_PROTO } from '../../session/v1/codec.ts';
import { Interrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import type { ServeSessionValues, SessionServerValues } from '../options/serve-session.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';
import { untilAborted } from '../until-aborted.ts';
import { version } from '../version.ts';
import { planServerTls, securityWords } from './server-tls-plan.ts';
import { planSessionSettings } from './session-settings.ts';

/** `grpc-validate serve session`: serves until SIGINT or SIGTERM; exit code. */
export async function serveSession(settings: Settings<ServeSessionValues>, io: Io): Promise<number> {
  const interrupt = new Interrupt(io);
  try {
    const options = { ...sessionServerOptions(settings, io), ...planServerTls(settings, io.cwd) };
    const { preset = 'PRODUCTION' } = options;
    const server = await startSessionServer(options, settings.values.quiet ? {} : { log: logTo(io) });
    const stats = server.statsAddress === null ? '' : `, statistics on http://${server.statsAddress}/stats`;
    const security = securityWords(options.tls, Date.now());
    await io.stdout.write(`listening on ${server.address} (${security})${stats}, preset ${preset}; Ctrl-C stops\n`);
    const lines = settings.values.quiet ? undefined : tellStatistics(server, settings.values.statsInterval, io);
    await untilAborted(interrupt.signal);
    clearInterval(lines);
    await server.close();
    return 0;
  } finally {
    interrupt.release();
  }
}

/** What the server is to be, from the flags, less its TLS. */
export function sessionServerOptions(
  settings: Settings<ServeSessionValues>,
  { env }: Pick<Io, 'env'>,
): SessionServerOptions {
  const { host, port, preset, statsPort, fault } = settings.values;
  if (fault !== null) told(toldBy(settings, 'fault'), () => parseSessionFaults(fault));
  const centrifugo = planCentrifugo(settings, env);
  return {
    host,
    port,
    version: version(),
    preset: preset ?? 'PRODUCTION',
    settings: planSessionSettings(settings, preset ?? 'PRODUCTION'),
    descriptors: descriptorBytes([SESSION_PROTO]),
    ...(centrifugo === null ? {} : { centrifugo }),
    ...(statsPort === null ? {} : { statsPort }),
    ...(fault === null ? {} : { faults: fault }),
  };
}

function planCentrifugo(settings: Settings<SessionServerValues>, env: Io['env']): CentrifugoOptions | null {
  const { centrifugo: url, centrifugoKeyEnv: name } = settings.values;
  if (url === null) {
    if (name === null) return null;
    throw usage(
      '--centrifugo-key-env names the key of a Centrifugo server, and none was given',
      'add --centrifugo URL',
    );
  }
  told(toldBy(settings, 'centrifugo'), () => publishUrl(url));
  if (name === null) return { url };
  const apiKey = env[name];
  if (!apiKey) {
    throw usage(`--centrifugo-key-env: the variable ${printable(name, 80)} is ${apiKey === '' ? 'empty' : 'not set'}`);
  }
  return { url, apiKey };
}

function logTo(io: Io): LogSink {
  return ({ level, logger, clientId, message }) => {
    const whose = clientId === null ? '' : ` ${printable(clientId, 80)}:`;
    void io.stderr.write(`${printable(logger, 100)} ${level}${whose} ${printable(message)}\n`).catch(() => {});
  };
}

/** A line now and then, and only when it says something new. */
function tellStatistics(server: RunningSessionServer, everyMs: number, io: Io): NodeJS.Timeout {
  let before = 0;
  return setInterval(() => {
    const statistics = server.statistics();
    const { messages, commands, openedConnections } = statistics.sessions;
    const seen = messages + commands + openedConnections;
    if (seen === before) return;
    before = seen;
    void io.stderr.write(`${statisticsLine(statistics)}\n`).catch(() => {});
  }, everyMs);
}
