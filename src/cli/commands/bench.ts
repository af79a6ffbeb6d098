import { systemClock } from '../../base/clock.ts';
import type { RunResult } from '../../base/result.ts';
import { startRecord } from '../../report/ndjson.ts';
import type { BenchPlan } from '../../run/bench/plan.ts';
import { repeatBench } from '../../run/bench/repeats.ts';
import { runBench } from '../../run/bench/run.ts';
import { runWorkers } from '../../run/bench/workers.ts';
import type { Host } from '../../run/host.ts';
import type { StreamPlanner } from '../../run/stream.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import type { BenchValues } from '../options/values.ts';
import type { RunStage } from '../run-stage.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { watching } from '../watching.ts';
import { compared, readBaseline } from './bench-baseline.ts';
import { refuseCallOptions } from './bench-call-load.ts';
import { benchSlos, settleLoad } from './bench-load.ts';
import { planBench, streamSettings } from './bench-plan.ts';
import { layoutNames } from './layout-plan.ts';
import type { StreamDraft } from './stream-draft.ts';
import { prepareStream } from './stream-prepare.ts';

const DAY_MS = 86_400_000;

/** `grpc-validate bench [target]`: exit code. */
export function bench(
  target: string | undefined,
  given: Settings<BenchValues>,
  config: Config,
  io: Io,
): Promise<number> {
  return withDocument(io, () => {
    refuseCallOptions(given);
    const load = settleLoad(given);
    const baseline = readBaseline(given);
    const prepared = prepareStream(target, streamSettings(load), config, io, {
      command: 'bench',
      job: '12-70788',
      // Without end and faster than real time, so that its times begin where they cannot run into the future.
      pace: { fps: 0, frames: 0, startTime: systemClock.epoch() - DAY_MS },
    });
    return {
      settings: prepared.settings,
      save: given.values.save,
      run: (stage) => {
        const follow = (planner: StreamPlanner): Promise<RunResult> =>
          watch(prepared.draft, load.values, planner, stage);
        return compared(baseline, stage, () => prepared.run(follow, stage.host.signal));
      },
    };
  });
}

function watch(draft: StreamDraft, values: BenchValues, planner: StreamPlanner, stage: RunStage): Promise<RunResult> {
  const { output, say, records } = stage;
  let isTold = false;
  const plan = async (host: Host): Promise<BenchPlan> => {
    const made = planBench(values, await planner(host));
    const { notes, command, reach } = made.stream;
    // Once, however many runs there are.
    if (!isTold) for (const note of notes) say(note);
    if (records && !isTold) await output.write(startRecord(command, reach.target.address, new Date().toISOString()));
    isTold = true;
    return made;
  };
  const { workers, repeat, layout } = values;
  const once = (host: Host): Promise<RunResult> =>
    workers === 1
      ? runBench(draft, plan, host)
      : runWorkers(draft, plan, host, { count: workers, layouts: layoutNames({ layout }) });
  const { together } = benchSlos(values, draft.slos);
  return watching(stage, 'frame', (watched) =>
    repeat === 1 ? once(watched) : repeatBench({ count: repeat, slos: together }, watched, once),
  );
}
