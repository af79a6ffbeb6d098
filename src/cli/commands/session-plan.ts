import { randomUUID } from 'node:crypto';
import { usage } from '../../base/failure.ts';
import type { Slo } from '../../measure/slo.ts';
import { parseSlos } from '../../measure/slo.ts';
import { STREAM_METRICS } from '../../measure/slo-table.ts';
import type { SessionPlan } from '../../run/session/plan.ts';
import { SESSION_METRICS } from '../../run/session/thresholds.ts';
import { descriptorBytes } from '../../schema/descriptor-bytes.ts';
import { parseSessionFaults } from '../../session/server/faults.ts';
import type { SessionServerOptions } from '../../session/server/server.ts';
import { SESSION_PROTO } from '../../session/v1/codec.ts';
import { parseHeader } from '../../wire/header.ts';
import { proxyNote } from '../../wire/proxy-note.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import { parseLabels } from '../labels.ts';
import type { SessionValues } from '../options/session.ts';
import { SESSION } from '../options/tables.ts';
import type { Rivals } from '../rivals.ts';
import { both, settleRivals } from '../rivals.ts';
import type { Settings } from '../settings.ts';
import type { TargetSource } from '../target-source.ts';
import { chooseTarget, whyEmbedded } from '../target-source.ts';
import { told, toldBy } from '../told.ts';
import { version } from '../version.ts';
import { sloOrigin } from './job-plan.ts';
import { planReach } from './reach-plan.ts';
import { withoutTls } from './simulator-plan.ts';

/** A `session` run whose words have been read and found right. */
export interface PreparedSession {
  readonly settings: Settings<SessionValues>;
  /** The server to embed; null where there is a target. */
  readonly server: SessionServerOptions | null;
  /** The plan, given the address of the embedded server where that is what is reached. */
  readonly plan: (embeddedAddress: string | null) => SessionPlan;
}

const RIVALS: readonly Rivals<SessionValues>[] = [both('tls', 'plaintext')];
/** Many servers take so many streams on one connection and let the others wait. */
const STREAMS = 100;
/** Any address: the words are checked before the embedded server has one. */
const NOWHERE = '127.0.0.1:1';

/** @throws Failure `usage`, `config` or `file` for every wrong value and every contradiction, before anything is dialled. */
export function prepareSession(
  target: string | undefined,
  given: Settings<SessionValues>,
  config: Config,
  io: Pick<Io, 'env'>,
): PreparedSession {
  const settled = settleRivals(SESSION, given, RIVALS);
  const wanted = { said: settled.values.embedded, level: settled.level('embedded') };
  const source = chooseTarget(target, wanted, io, config);
  const settings = source.embedded ? withoutTls(SESSION, settled) : settled;
  const server = planServer(settings, source.embedded);
  const plan = planSession(settings, source, io);
  const streams = Math.ceil(plan.clients / plan.connections);
  return {
    settings,
    server,
    plan: (address) => (address === null ? plan : { ...plan, reach: { ...planReach(settings, address), streams } }),
  };
}

function planServer(settings: Settings<SessionValues>, isEmbedded: boolean): SessionServerOptions | null {
  const { fault, preset } = settings.values;
  if (!isEmbedded) {
    const unused = fault !== null ? '--fault' : preset !== null ? '--preset' : undefined;
    if (unused === undefined) return null;
    throw usage(
      `${unused} is for the embedded session server, and a target was given`,
      'give it to `grpc-validate serve session` instead',
    );
  }
  if (fault !== null) told(toldBy(settings, 'fault'), () => parseSessionFaults(fault));
  return {
    preset: preset ?? 'LOW_LATENCY',
    settings: { logging: false },
    version: version(),
    descriptors: descriptorBytes([SESSION_PROTO]),
    ...(fault === null ? {} : { faults: fault }),
  };
}

function planSession(settings: Settings<SessionValues>, source: TargetSource, { env }: Pick<Io, 'env'>): SessionPlan {
  const { values } = settings;
  const text = source.embedded ? NOWHERE : (source.text ?? '');
  const place = { flag: 'target', origin: source.origin === 'argument' ? null : source.origin };
  const connections = Math.min(values.clients, values.connections ?? Math.ceil(values.clients / STREAMS));
  const reach = { ...told(place, () => planReach(settings, text)), streams: Math.ceil(values.clients / connections) };
  const proxy = source.embedded ? null : proxyNote(reach.target, env);
  return {
    command: 'session',
    embedded: source.embedded,
    failOn: 'error',
    slos: planSlos(settings),
    settings: { target: { value: source.embedded ? 'embedded' : text, origin: source.origin }, ...settings.record },
    labels: told(toldBy(settings, 'label'), () => parseLabels(values.label)),
    notes: [
      ...(source.embedded ? [`${whyEmbedded(source)}: keeping sessions with the embedded session server`] : []),
      ...(values.skipVerify ? ['the server certificate is not checked (--skip-verify)'] : []),
      ...(proxy === null ? [] : [proxy]),
    ],
    reach,
    clients: values.clients,
    clientPrefix: values.clientPrefix ?? `gv-${randomUUID().slice(0, 8)}`,
    connections,
    durationMs: values.duration,
    heartbeatMs: values.heartbeat,
    commandRate: values.commands ?? values.clients,
    pingIntervalMs: values.pingInterval,
    closeMs: values.closeTimeout,
    idleMs: values.idleTimeout,
    metadata: told(toldBy(settings, 'metadata'), () => values.metadata.map((header) => parseHeader(header, env))),
    maxMessageSize: values.maxMessageSize,
  };
}

/** Limits in the environment or a config file may be meant for other commands; those on the command line are meant for this one. */
function planSlos(settings: Settings<SessionValues>): readonly Slo[] {
  const { values, level } = settings;
  const context = { command: 'session', origin: sloOrigin(settings) };
  const isKnown = ({ metric }: Slo): boolean => Object.hasOwn(SESSION_METRICS, metric);
  const table = level('slo') === 3 ? SESSION_METRICS : { ...STREAM_METRICS, ...SESSION_METRICS };
  return parseSlos(values.slo, context, table).filter(isKnown);
}
