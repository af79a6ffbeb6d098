import type { RunResult } from '../../base/result.ts';
import { intervalRecord, startRecord } from '../../report/ndjson.ts';
import type { Host, Snapshot } from '../../run/host.ts';
import type { StreamPlanner } from '../../run/stream.ts';
import { runStream } from '../../run/stream.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import { Progress } from '../progress.ts';
import type { RunStage } from '../run-stage.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { WATCH_NOTES } from './job-plan.ts';
import { prepareStream } from './stream-prepare.ts';
import type { StreamValues } from '../options/values.ts';
import type { StreamDraft } from './stream-draft.ts';

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

async function watch(draft: StreamDraft, planner: StreamPlanner, stage: RunStage): Promise<RunResult> {
  const { io, output, say, records, showProgress } = stage;
  const progress = new Progress(io);
  let intervals: NodeJS.Timeout | undefined;
  let watchNotes: readonly string[] = [];
  const host: Host = {
    ...stage.host,
    onStart: (peek: () => Snapshot) => {
      for (const note of watchNotes) say(note);
      watchNotes = [];
      if (showProgress) progress.start(peek);
      if (!records) return;
      clearInterval(intervals);
      intervals = setInterval(() => void output.write(intervalRecord(peek())), 1000);
    },
  };
  const noted: StreamPlanner = async (given) => {
    const plan = await planner(given);
    for (const note of plan.notes) if (!WATCH_NOTES.has(note)) say(note);
    watchNotes = plan.notes.filter((note) => WATCH_NOTES.has(note));
    if (records) {
      await output.write(startRecord(plan.command, plan.reach.target.address, new Date().toISOString()));
    }
    return plan;
  };
  try {
    return await runStream(draft, noted, host);
  } finally {
    clearInterval(intervals);
    progress.stop();
  }
}
