import { usage } from '../../base/failure.ts';
import type { RunResult } from '../../base/result.ts';
import { printable } from '../../base/text.ts';
import { callStatus } from '../../check/stream/call-status.ts';
import { startRecord } from '../../report/ndjson.ts';
import type { CallBenchPlan } from '../../run/bench/calls/plan.ts';
import { runCallBench } from '../../run/bench/calls/run.ts';
import { schemaOf } from '../../run/bench/calls/schema-of.ts';
import { repeatBench } from '../../run/bench/repeats.ts';
import type { CallDraft } from '../../run/call/plan.ts';
import type { Host } from '../../run/host.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import { BENCH, CALL } from '../options/tables.ts';
import type { BenchValues, CallValues } from '../options/values.ts';
import type { RunStage } from '../run-stage.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { settle } from '../settings.ts';
import { watching } from '../watching.ts';
import { compared, readBaseline } from './bench-baseline.ts';
import { planCallLoad, settleCallLoad } from './bench-call-load.ts';
import { benchSlos } from './bench-load.ts';
import { draftCall } from './call-plan.ts';
import { isMethodWord } from './call-words.ts';

/** `grpc-validate bench [target] --call pkg.Service/Method`: exit code. */
export function benchCalls(
  target: string | undefined,
  given: Settings<BenchValues>,
  config: Config,
  io: Io,
): Promise<number> {
  return withDocument(io, () => {
    const settings = settleCallLoad(given);
    const method = methodOf(settings.values.call ?? '');
    const baseline = readBaseline(settings);
    const many = { rules: [callStatus] };
    const draft = draftCall({ target, method }, callSettings(settings), { io, config, show: null, many });
    return {
      settings,
      save: settings.values.save,
      run: (stage) => compared(baseline, stage, () => watch({ ...draft, command: 'bench' }, settings, stage)),
    };
  });
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

function watch(draft: CallDraft, settings: Settings<BenchValues>, stage: RunStage): Promise<RunResult> {
  const { values } = settings;
  const { output, say, records } = stage;
  const slos = benchSlos(values, draft.slos);
  // One for all repeats: data may be readable once only.
  let planned: Promise<CallBenchPlan> | null = null;
  const plan = async (host: Host): Promise<CallBenchPlan> => {
    const made = await planOf(draft, settings, host);
    for (const note of made.head.notes) say(note);
    if (records) await output.write(startRecord('bench', made.reach.target.address, new Date().toISOString()));
    return made;
  };
  const once = (host: Host): Promise<RunResult> => runCallBench(draft, (reached) => (planned ??= plan(reached)), host);
  return watching(stage, 'call', (host) =>
    values.repeat === 1 ? once(host) : repeatBench({ count: values.repeat, slos: slos.together }, host, once),
  );
}

/** @throws Failure `usage` for what does not go with the method; what reaching its schema throws. */
async function planOf(draft: CallDraft, settings: Settings<BenchValues>, host: Host): Promise<CallBenchPlan> {
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
