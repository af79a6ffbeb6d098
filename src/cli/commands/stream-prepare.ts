import type { RunResult } from '../../base/result.ts';
import type { StreamPlanner } from '../../run/stream.ts';
import { startEmbedded } from '../../serve/embedded.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import type { Settings } from '../settings.ts';
import { chooseTarget } from '../target-source.ts';
import { chooseJobSource } from './job-source.ts';
import { planEmbedded } from './simulator-plan.ts';
import type { StreamValues } from '../options/values.ts';
import type { StreamDraft } from './stream-draft.ts';
import { draftStream, planStream } from './stream-plan.ts';

/** Any address: the words are checked before the embedded server has one. */
const NOWHERE = '127.0.0.1:1';

/** A run whose words have been read and found right. */
export interface PreparedStream {
  readonly draft: StreamDraft;
  /** Starts the embedded simulator where there is no target, and stops it when `follow` is done. */
  run(follow: (planner: StreamPlanner) => Promise<RunResult>): Promise<RunResult>;
}

/**
 * Settles where the frames come from and everything else the words say.
 * @throws Failure `usage`, `config` or `file` before anything is started or dialled.
 */
export function prepareStream(
  target: string | undefined,
  settings: Settings<StreamValues>,
  config: Config,
  io: Pick<Io, 'env'>,
): PreparedStream {
  const { values } = settings;
  const source = chooseTarget(target, values.embedded, io, config, describedBy(values));
  const simulator = planEmbedded(values, source.embedded);
  const draft = draftStream(settings, source, io);
  const jobs = chooseJobSource(values, draft.metadata);
  const planner = planStream(settings, draft, source, jobs, source.embedded ? NOWHERE : null);
  return {
    draft,
    run: async (follow) => {
      if (!simulator) return follow(planner);
      const embedded = await startEmbedded(simulator);
      try {
        return await follow(planStream(settings, draft, source, jobs, embedded.address));
      } finally {
        await embedded.stop();
      }
    },
  };
}

/** The flag by which a job's description will give the target. */
function describedBy({ focusServer, description }: StreamValues): string | null {
  if (focusServer !== null) return '--focus-server';
  return description === null ? null : '--description';
}
