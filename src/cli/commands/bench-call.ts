import { fileURLToPath } from 'node:url';
import { Failure } from '../../base/failure.ts';
import type { RunResult } from '../../base/result.ts';
import { startRecord } from '../../report/ndjson.ts';
import type { CallBenchPlan } from '../../run/bench/calls/plan.ts';
import { runCallBench } from '../../run/bench/calls/run.ts';
import { repeatBench } from '../../run/bench/repeats.ts';
import { runThreads } from '../../run/bench/workers.ts';
import type { CallDraft } from '../../run/call/plan.ts';
import type { Host } from '../../run/host.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import type { BenchValues } from '../options/values.ts';
import type { RunStage } from '../run-stage.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { watching } from '../watching.ts';
import { compared, readBaseline } from './bench-baseline.ts';
import { settleCallLoad } from './bench-call-load.ts';
import { draftCallBench, planCallBench } from './bench-call-plan.ts';
import { callTasks } from './bench-call-thread.ts';
import { benchSlos, checkWorkers } from './bench-load.ts';

/** From src/cli/commands and from dist/cli/commands alike. */
const THREAD = fileURLToPath(new URL('../../../dist/cli/commands/bench-call-thread-main.js', import.meta.url));

/** `grpc-validate bench [target] --call pkg.Service/Method`: exit code. */
export function benchCalls(
  target: string | undefined,
  given: Settings<BenchValues>,
  config: Config,
  io: Io,
): Promise<number> {
  return withDocument(io, () => {
    const settings = settleCallLoad(given);
    const baseline = readBaseline(settings);
    const draft = draftCallBench(target, settings, config, io);
    return {
      settings,
      save: settings.values.save,
      run: (stage) => compared(baseline, stage, () => watch(draft, { target, settings, config, env: io.env }, stage)),
    };
  });
}

/** What was said. */
interface Said {
  readonly target: string | undefined;
  readonly settings: Settings<BenchValues>;
  readonly config: Config;
  readonly env: Io['env'];
}

function watch(draft: CallDraft, said: Said, stage: RunStage): Promise<RunResult> {
  const { settings } = said;
  const { values } = settings;
  const { output, say, records } = stage;
  const slos = benchSlos(values, draft.slos);
  // One for all repeats: data may be readable once only.
  let planned: Promise<CallBenchPlan> | null = null;
  const plan = async (host: Host): Promise<CallBenchPlan> => {
    const made = await planCallBench(draft, settings, host);
    for (const note of made.head.notes) say(note);
    if (records) await output.write(startRecord('bench', made.reach.target.address, new Date().toISOString()));
    return made;
  };
  const planner = (host: Host): Promise<CallBenchPlan> => (planned ??= plan(host));
  const once = (host: Host): Promise<RunResult> =>
    values.workers === 1 ? runCallBench(draft, planner, host) : inThreads(draft, said, planner, host);
  return watching(stage, 'call', (host) =>
    values.repeat === 1 ? once(host) : repeatBench({ count: values.repeat, slos: slos.together }, host, once),
  );
}

/** The calls shared out to threads, once what was said has been seen to go with the method. */
async function inThreads(
  draft: CallDraft,
  { target, settings, config, env }: Said,
  planner: (host: Host) => Promise<CallBenchPlan>,
  host: Host,
): Promise<RunResult> {
  if (host.signal.aborted) return runCallBench(draft, planner, host);
  try {
    const { streams, starts, calls } = await planner(host);
    // With a rate every thread takes calls in turn, however many there are.
    if (calls === null || starts?.kind !== 'rate') checkWorkers(settings.values, streams);
    const { shard } = settings.values;
    const whole = await runThreads(THREAD, callTasks(target, settings, config, { env, version: host.version }), host);
    return whole.bench && shard !== null ? { ...whole, bench: { ...whole.bench, shard } } : whole;
  } catch (thrown) {
    return runCallBench(draft, () => Promise.reject(Failure.from(thrown)), host);
  }
}
