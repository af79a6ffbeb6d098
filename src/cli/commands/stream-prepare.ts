import { Failure } from '../../base/failure.ts';
import type { RunResult } from '../../base/result.ts';
import type { StreamPlanner } from '../../run/stream.ts';
import type { JobOptions } from '../../serve/spectrogram/job-options.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import { withEmbedded } from '../embedded-run.ts';
import { STREAM } from '../options/tables.ts';
import type { Settings } from '../settings.ts';
import { chooseTarget } from '../target-source.ts';
import { settleContradictions } from './contradictions.ts';
import { chooseJobSource } from './job-source.ts';
import { isRestTls } from './job-plan.ts';
import { planEmbedded, withoutTls } from './simulator-plan.ts';
import type { StreamValues } from '../options/values.ts';
import type { StreamDraft } from './stream-draft.ts';
import { draftStream, planStream } from './stream-plan.ts';

/** Any address: the words are checked before the embedded server has one. */
const NOWHERE = '127.0.0.1:1';

/** What a run streams for. */
export interface Purpose {
  readonly command: 'stream' | 'bench';
  /** Job of the embedded simulator when none is named; absent where one has to be. */
  readonly job?: string;
  /** How fast and how much the embedded simulator streams. */
  readonly pace: Pick<JobOptions, 'fps' | 'frames' | 'startTime'>;
}

const STREAMING: Purpose = { command: 'stream', pace: {} };

/** A run whose words have been read and found right. */
export interface PreparedStream {
  readonly draft: StreamDraft;
  /** What was said, contradictions between levels settled. */
  readonly settings: Settings<StreamValues>;
  /**
   * Starts the embedded simulator where there is no target, and stops it when `follow` is done. When `signal` is aborted
   * before it is up, `follow` gets a planner that fails.
   */
  run(follow: (planner: StreamPlanner) => Promise<RunResult>, signal: AbortSignal): Promise<RunResult>;
}

/**
 * Settles where the frames come from and everything else the words say.
 * @throws Failure `usage`, `config` or `file` before anything is started or dialled.
 */
export function prepareStream(
  target: string | undefined,
  given: Settings<StreamValues>,
  config: Config,
  io: Pick<Io, 'env'>,
  purpose: Purpose = STREAMING,
): PreparedStream {
  const settled = settleContradictions(given);
  const { values } = settled;
  const wanted = { said: values.embedded, level: settled.level('embedded') };
  const source = chooseTarget(target, wanted, io, config, describedBy(values));
  const settings = source.embedded && !isRestTls(values) ? withoutTls(STREAM, settled) : settled;
  const simulator = planEmbedded(settings, source.embedded, purpose.pace);
  const draft = withJob(draftStream(settings, source, io, purpose.command), purpose);
  const jobs = chooseJobSource(settings, draft.metadata);
  const planner = planStream(settings, draft, source, jobs, source.embedded ? NOWHERE : null);
  return {
    draft,
    settings,
    run: (follow, signal) =>
      simulator
        ? withEmbedded(simulator, signal, (address) =>
            follow(address === null ? unplanned : planStream(settings, draft, source, jobs, address)),
          )
        : follow(planner),
  };
}

function withJob(draft: StreamDraft, { job }: Purpose): StreamDraft {
  if (job === undefined || !draft.embedded || draft.values.job !== null) return draft;
  return { ...draft, values: { ...draft.values, job } };
}

/** The run makes its interrupted document of it. */
const unplanned: StreamPlanner = () =>
  Promise.reject(new Failure('interrupted', 'interrupted before the stream began'));

/** The flag by which a job's description will give the target. */
function describedBy({ focusServer, description }: StreamValues): string | null {
  if (focusServer !== null) return '--focus-server';
  return description === null ? null : '--description';
}
