import type { Expectation, Fact } from '../../base/expectation.ts';
import type { Named } from '../../check/settings.ts';
import { usage } from '../../base/failure.ts';
import { isDefaultOrigin } from '../../base/slo.ts';
import type { CallKind } from '../../base/result.ts';
import type { Slo } from '../../measure/slo.ts';
import { firstFrameLimit, parseSlos } from '../../measure/slo.ts';
import { BadMessages } from '../../run/call/bad-messages.ts';
import type { CallDraft, CallPlan } from '../../run/call/plan.ts';
import { kindOf, sendsStream } from '../../run/call/plan.ts';
import { parseData } from '../../run/call/request-data.ts';
import type { RequestOptions } from '../../run/call/requests.ts';
import { prepareRequests } from '../../run/call/requests.ts';
import type { RequestValues } from '../../run/call/request-values.ts';
import { requestsOf } from '../../run/call/request-values.ts';
import type { WatcherMaker } from '../../run/call/watcher.ts';
import { reflectSchema, reflectTypes } from '../../run/schema-source.ts';
import type { FileRegistry } from '../../schema/descriptors.ts';
import type { JsonWriter } from '../../schema/message-json.ts';
import { createJsonWriter } from '../../schema/message-json.ts';
import { findMethod } from '../../schema/registry.ts';
import { loadSchemaFiles } from '../../schema/schema-files.ts';
import { parseHeader } from '../../wire/header.ts';
import type { Metadata } from '../../wire/types.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import { parseLabels } from '../labels.ts';
import { schemaFiles } from '../options/schema.ts';
import type { CallValues } from '../options/values.ts';
import { saveProtoset } from '../protoset-out.ts';
import type { Settings } from '../settings.ts';
import { requireTarget } from '../target-source.ts';
import { told, toldBy } from '../told.ts';
import { checkKind } from './call-kind.ts';
import type { CallRules } from './call-rules.ts';
import { readCallRules, ruleWatchers } from './call-rules.ts';
import type { CallWords } from './call-words.ts';
import { sloOrigin } from './job-plan.ts';
import { planReach } from './reach-plan.ts';

/** Time the first message may take beyond a `--duration`, and to spare, ms. */
const SPARE_MS = 15_000;

const NOTHING_SENT = 'no --data was given: nothing was sent';

/** What a call needs of the world besides its words. */
export interface CallWorld {
  readonly io: Pick<Io, 'env' | 'stdin' | 'secrets'>;
  readonly config: Config;
  /** Who is shown the messages, with what writes them as JSON; null: nobody. */
  readonly show: ((writer: JsonWriter) => WatcherMaker) | null;
  /** Requests of a program, in place of `--data`. */
  readonly requests?: RequestValues;
  /** Many calls are made: all requests are held, and `rules` may be named beside those of a call. */
  readonly many?: { readonly rules: readonly Named[] };
}

/**
 * Everything the words of a `call` say, read and checked, and how the rest is settled once the schema is known.
 * @throws Failure `usage`, `config` or `file` for what is wrong whatever the method.
 */
export function draftCall({ target, method }: CallWords, settings: Settings<CallValues>, world: CallWorld): CallDraft {
  const { values } = settings;
  const { io, config } = world;
  const source = requireTarget(target, io, config);
  checkCompression(values);
  const place = source.origin === 'argument' ? null : source.origin;
  const reach = told({ flag: 'target', origin: place }, () => planReach(settings, source.text));
  const rules = readCallRules(settings, world.many?.rules);
  const metadata = told(toldBy(settings, 'metadata'), () => values.metadata.map((text) => parseHeader(text, io.env)));
  const schema = loadSchemaFiles(schemaFiles(values));
  const service = method.slice(0, method.lastIndexOf('/'));
  const timeoutMs = values.connectTimeout;
  return {
    command: 'call',
    embedded: false,
    failOn: values.failOn,
    slos: callSlos(settings, 'server-stream'),
    settings: {
      target: { value: source.text, origin: source.origin },
      method: { value: method, origin: 'argument' },
      ...settings.record,
    },
    labels: told(toldBy(settings, 'label'), () => parseLabels(values.label)),
    notes: values.skipVerify ? ['the server certificate is not checked (--skip-verify)'] : [],
    reach,
    method,
    schema,
    reflect: (connection) => reflectSchema(connection, { metadata, timeoutMs }, [service]),
    reflectTypes: (connection, types) => reflectTypes(connection, { metadata, timeoutMs }, types),
    plan: ({ registry, origin }, signal) => {
      saveProtoset(registry, settings);
      return planCall(method, registry, settings, { ...world, rules, metadata, schemaOrigin: origin, signal });
    },
  };
}

function checkCompression({ client, compression }: CallValues): void {
  if (client === 'wire' || compression === 'identity') return;
  throw usage(`--client ${client} does not compress a single call`, 'leave --compression or --client out');
}

interface Settled extends CallWorld {
  readonly rules: CallRules;
  readonly metadata: Metadata;
  readonly schemaOrigin: string;
  readonly signal: AbortSignal;
}

/** @throws Failure `usage`, `config` or `file` for what does not go with the method. */
async function planCall(
  name: string,
  registry: FileRegistry,
  settings: Settings<CallValues>,
  { io, show, rules, metadata, requests, many, schemaOrigin, signal }: Settled,
): Promise<CallPlan> {
  const { values } = settings;
  const method = findMethod(registry, name);
  const kind = kindOf(method);
  checkKind(values, kind, name);
  const slos = callSlos(settings, kind);
  const judging = ruleWatchers(settings, rules, { registry, output: method.output });
  const writer = createJsonWriter(method.output, registry, values.emitDefaults);
  const forMs = kind === 'client-stream' ? values.duration : null;
  return {
    method,
    kind,
    registry,
    metadata,
    timeoutMs: values.duration === null ? values.timeout : Math.max(values.timeout, values.duration + SPARE_MS),
    maxMessageSize: values.maxMessageSize,
    compression: values.compression,
    expectation: planExpectation(settings, kind, slos),
    slos,
    ending: {
      maxFrames: values.maxMessages,
      afterMs: forMs === null ? values.duration : null,
      afterReason: 'duration',
    },
    requests: await told(toldBy(settings, 'data'), () =>
      requests
        ? requestsOf(method.input, registry, sendsStream(kind), requests)
        : prepareRequests(
            method.input,
            registry,
            sendsStream(kind),
            requestOptions(values, io, signal, many !== undefined),
          ),
    ),
    sending: { intervalMs: values.sendInterval, forMs, pingPong: values.pingPong },
    severities: rules.severities,
    tolerances: rules.tolerances,
    watchers: [...judging, ...(show ? [show(writer)] : [])],
    badMessages:
      values.saveBad === null ? null : told(toldBy(settings, 'saveBad'), () => new BadMessages(values.saveBad ?? '')),
    verbose: values.verbose,
    notes: [
      `the schema is that of ${schemaOrigin}`,
      ...(values.data === null && requests === undefined && sendsStream(kind) ? [NOTHING_SENT] : []),
    ],
  };
}

function requestOptions(
  { data, repeatData }: CallValues,
  { env, stdin, secrets }: CallWorld['io'],
  signal: AbortSignal,
  many: boolean,
): RequestOptions {
  return {
    data: data === null ? null : parseData(data),
    repeat: repeatData,
    world: { env, epoch: Date.now, random: Math.random, secrets },
    stdin,
    signal,
    many,
  };
}

/** What holds for every call of the kind: only a stream of answers owes its first message soon. */
function planExpectation({ values, origin }: Settings<CallValues>, kind: CallKind, slos: readonly Slo[]): Expectation {
  const fact = <K extends 'minMessages' | 'until' | 'timeout'>(
    key: K,
  ): Fact<NonNullable<CallValues[K]>> | undefined => {
    const value = values[key];
    return value === null ? undefined : { value, origin: origin(key) ?? 'default' };
  };
  const limit = firstFrameLimit(slos);
  const timeout = { value: values.timeout, origin: origin('timeout') ?? '--timeout' };
  return {
    unit: 'message',
    until: fact('until'),
    minFrames: fact('minMessages'),
    firstFrameMs: kind === 'server-stream' || !isDefaultOrigin(limit.origin) ? limit : timeout,
    idleMs: values.idleTimeout,
    status: values.expectStatus,
    quiet: [],
    settle: { frames: 0, ms: 0 },
    live: false,
    realtime: false,
  };
}

/** The thresholds; the default for the first message is for streams a request opens. */
function callSlos(settings: Settings<CallValues>, kind: CallKind): readonly Slo[] {
  const slos = parseSlos(settings.values.slo, { command: 'call', origin: sloOrigin(settings) });
  if (kind === 'server-stream') return slos;
  return slos.filter(({ metric, origin }) => metric !== 'first-frame' || !isDefaultOrigin(origin));
}
