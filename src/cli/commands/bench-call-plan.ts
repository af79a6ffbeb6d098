import { usage } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { callStatus } from '../../check/stream/call-status.ts';
import type { CallBenchPlan } from '../../run/bench/calls/plan.ts';
import { schemaOf } from '../../run/bench/calls/schema-of.ts';
import type { CallDraft } from '../../run/call/plan.ts';
import type { Host } from '../../run/host.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import { BENCH, CALL } from '../options/tables.ts';
import type { BenchValues, CallValues } from '../options/values.ts';
import type { Settings } from '../settings.ts';
import { settle } from '../settings.ts';
import { planCallLoad } from './bench-call-load.ts';
import { benchSlos } from './bench-load.ts';
import { draftCall } from './call-plan.ts';
import { isMethodWord } from './call-words.ts';

/**
 * What was said of a bench of calls, as a draft of each call.
 * @throws Failure `usage` for words that cannot be meant.
 */
export function draftCallBench(
  target: string | undefined,
  settings: Settings<BenchValues>,
  config: Config,
  io: Pick<Io, 'env' | 'stdin' | 'secrets'>,
): CallDraft {
  const method = methodOf(settings.values.call ?? '');
  const many = { rules: [callStatus] };
  const draft = draftCall({ target, method }, callSettings(settings), { io, config, show: null, many });
  return { ...draft, command: 'bench' };
}

function methodOf(word: string): string {
  if (isMethodWord(word)) return word.replace(/^\//, '');
  throw usage(
    `--call ${printable(word, 120)} is no method`,
    'it is written pkg.Service/Method; grpc-validate call [target] --list tells those of a server',
  );
}

/** What was said, as settings of each call: how many are made and for how long is not for one of them. */
function callSettings(given: Settings<BenchValues>): Settings<CallValues> {
  const none = settle(CALL, { flags: new Map(), env: {}, config: { path: null, entries: new Map() } }).values;
  const isShared = (key: string): key is keyof CallValues & keyof BenchValues => key in CALL && key in BENCH;
  const shared = Object.fromEntries(
    Object.entries(given.values).filter(([key]) => isShared(key)),
  ) as Partial<CallValues>;
  const { pingPong, repeatData } = given.values;
  // A lane of round trips goes on until it has as many as are wanted.
  const repeats = pingPong ? Number.MAX_SAFE_INTEGER : repeatData;
  return {
    values: { ...none, ...shared, duration: null, repeatData: repeats },
    record: given.record,
    origin: (key) => (isShared(key) ? given.origin(key) : null),
    level: (key) => (isShared(key) ? given.level(key) : 0),
  };
}

/** @throws Failure `usage` for what does not go with the method; what reaching its schema throws. */
export async function planCallBench(
  draft: CallDraft,
  settings: Settings<BenchValues>,
  host: Host,
): Promise<CallBenchPlan> {
  const call = await draft.plan(await schemaOf(draft, host), host.signal);
  const { values } = settings;
  const load = planCallLoad(settings, draft.method, call);
  return {
    ...load,
    head: { slos: benchSlos(values, call.slos).each, notes: [...draft.notes, ...call.notes] },
    reach: draft.reach,
    name: draft.method,
    repeatData: values.repeatData,
  };
}
