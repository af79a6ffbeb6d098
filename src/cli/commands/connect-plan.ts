import { parseSeverities } from '../../check/settings.ts';
import { parseSlos } from '../../measure/slo.ts';
import type { Slo } from '../../measure/slo.ts';
import { STREAM_METRICS } from '../../measure/slo-table.ts';
import { CONNECT_RULES } from '../../run/connect/conclude.ts';
import type { ConnectPlan } from '../../run/connect/plan.ts';
import { CONNECT_METRICS } from '../../run/connect/thresholds.ts';
import { parseHeader } from '../../wire/header.ts';
import { proxyNote } from '../../wire/proxy-note.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import { parseLabels } from '../labels.ts';
import { CONNECT } from '../options/tables.ts';
import type { ConnectValues } from '../options/values.ts';
import type { Rivals } from '../rivals.ts';
import { both, settleRivals } from '../rivals.ts';
import type { Settings } from '../settings.ts';
import type { TargetSource } from '../target-source.ts';
import { chooseTarget, whyEmbedded } from '../target-source.ts';
import { told, toldBy } from '../told.ts';
import { sloOrigin } from './job-plan.ts';
import { planLayouts } from './layout-plan.ts';
import { planReach } from './reach-plan.ts';
import { withoutTls } from './simulator-plan.ts';

/** A `connect` run whose words have been read and found right. */
export interface PreparedConnect {
  /** Contradictions between levels settled. */
  readonly settings: Settings<ConnectValues>;
  readonly embedded: boolean;
  /** The plan, given the address of the embedded simulator where that is what is reached. */
  readonly plan: (embeddedAddress: string | null) => ConnectPlan;
}

const RIVALS: readonly Rivals<ConnectValues>[] = [both('tls', 'plaintext')];

/** Any address: the words are checked before the embedded server has one. */
const NOWHERE = '127.0.0.1:1';

/** @throws Failure `usage`, `config` or `file` for every wrong value and every contradiction, before anything is dialled. */
export function prepareConnect(
  target: string | undefined,
  given: Settings<ConnectValues>,
  config: Config,
  io: Pick<Io, 'env'>,
): PreparedConnect {
  const settled = settleRivals(CONNECT, given, RIVALS);
  const wanted = { said: settled.values.embedded, level: settled.level('embedded') };
  const source = chooseTarget(target, wanted, io, config);
  const settings = source.embedded ? withoutTls(CONNECT, settled) : settled;
  const plan = planConnect(settings, source, io);
  return {
    settings,
    embedded: source.embedded,
    plan: (address) => (address === null ? plan : { ...plan, reach: planReach(settings, address) }),
  };
}

function planConnect(settings: Settings<ConnectValues>, source: TargetSource, { env }: Pick<Io, 'env'>): ConnectPlan {
  const { values } = settings;
  const text = source.embedded ? NOWHERE : (source.text ?? '');
  const place = { flag: 'target', origin: source.origin === 'argument' ? null : source.origin };
  const reach = told(place, () => planReach(settings, text));
  const proxy = source.embedded ? null : proxyNote(reach.target, env);
  return {
    command: 'connect',
    embedded: source.embedded,
    failOn: values.failOn,
    slos: planSlos(settings),
    settings: { target: { value: source.embedded ? 'embedded' : text, origin: source.origin }, ...settings.record },
    labels: told(toldBy(settings, 'label'), () => parseLabels(values.label)),
    notes: [
      ...(source.embedded ? [`${whyEmbedded(source)}: connecting to the embedded simulator`] : []),
      ...(values.skipVerify ? ['the server certificate is not checked (--skip-verify)'] : []),
      ...(proxy === null ? [] : [proxy]),
    ],
    reach,
    layouts: told(toldBy(settings, 'layout'), () => planLayouts(values)),
    isLayoutNamed: values.layout !== 'auto',
    services: [...new Set(values.service)],
    severities: planSeverities(settings),
    metadata: told(toldBy(settings, 'metadata'), () => values.metadata.map((header) => parseHeader(header, env))),
    questionMs: values.connectTimeout,
    maxMessageSize: values.maxMessageSize,
  };
}

/** As with limits, rules of other commands may stand in the environment or a config file. */
function planSeverities(settings: Settings<ConnectValues>): ConnectPlan['severities'] {
  const { values, level } = settings;
  const isMeant = (text: string): boolean => level('severity') === 3 || text.trimStart().startsWith('connect.');
  return told(toldBy(settings, 'severity'), () => parseSeverities(values.severity.filter(isMeant), CONNECT_RULES));
}

/** Limits in the environment or a config file may be meant for other commands; those on the command line are meant for this one. */
function planSlos(settings: Settings<ConnectValues>): readonly Slo[] {
  const { values, level } = settings;
  const context = { command: 'connect', origin: sloOrigin(settings) };
  if (level('slo') === 3) return parseSlos(values.slo, context, CONNECT_METRICS);
  const slos = parseSlos(values.slo, context, { ...STREAM_METRICS, ...CONNECT_METRICS });
  return slos.filter(({ metric }) => Object.hasOwn(CONNECT_METRICS, metric));
}
