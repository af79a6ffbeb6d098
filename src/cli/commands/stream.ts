import type { RunResult } from '../../base/result.ts';
import { startRecord } from '../../report/ndjson.ts';
import type { StreamPlanner } from '../../run/stream.ts';
import { runStream } from '../../run/stream.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import type { StreamValues } from '../options/values.ts';
import type { RunStage } from '../run-stage.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { watching } from '../watching.ts';
import { WATCH_NOTES } from './job-plan.ts';
import type { StreamDraft } from './stream-draft.ts';
import { prepareStream } from './stream-prepare.ts';

/** `grpc-validate stream [target]`: exit code. */
export function stream(
  target: string | undefined,
  given: Settings<StreamValues>,
  config: Config,
  io: Io,
): Promise<number> {
  return withDocument(io, () => {
    const prepared = prepareStream(target, given, config, io);
    return {
      settings: prepared.settings,
      run: (stage) => prepared.run((planner) => watch(prepared.draft, planner, stage), stage.host.signal),
    };
  });
}

function watch(draft: StreamDraft, planner: StreamPlanner, stage: RunStage): Promise<RunResult> {
  const { output, say, records } = stage;
  let watchNotes: readonly string[] = [];
  const noted: StreamPlanner = async (given) => {
    const plan = await planner(given);
    for (const note of plan.notes) if (!WATCH_NOTES.has(note)) say(note);
    watchNotes = plan.notes.filter((note) => WATCH_NOTES.has(note));
    if (records) {
      await output.write(startRecord(plan.command, plan.reach.target.address, new Date().toISOString()));
    }
    return plan;
  };
  const sayWatched = (): void => {
    for (const note of watchNotes) say(note);
    watchNotes = [];
  };
  return watching(stage, 'frame', (host) => runStream(draft, noted, host), sayWatched);
}
