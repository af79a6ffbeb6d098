import { Failure, usage } from '../../base/failure.ts';
import type { ConnectAttempt } from '../../base/result.ts';
import { printable } from '../../base/text.ts';
import type { JobRequest } from '../../frame/description-expectation.ts';
import type { JobDescription } from '../../frame/description.ts';
import { contradicted, isBare, parseDescription, withLivePrr } from '../../frame/description.ts';
import { streamTarget } from '../../frame/description-target.ts';
import type { Host } from '../host.ts';
import type { ConfigureRequest } from './configure-request.ts';
import type { FocusServer } from './focus-server.ts';
import { createFocusServer } from './focus-server.ts';
import { interruption } from './interruption.ts';
import { PollBudget } from './poll.ts';
import type { Answer } from './reply.ts';
import { nonsense, notReady } from './reply.ts';
import type { RestOptions } from './rest-client.ts';

export interface FindJobOptions {
  readonly server: Omit<RestOptions, 'signal'>;
  /** The job to look up, or what to make one of: one of the two. */
  readonly job: string | null;
  readonly configure: ConfigureRequest | null;
  readonly waitJobMs: number;
  /** Which of --tls and --plaintext was given. */
  readonly security: { readonly tls: boolean; readonly plaintext: boolean };
}

/** A job, made or looked up. */
export interface FoundJob {
  readonly description: JobDescription;
  /** What it was made of; undefined for one that was looked up. */
  readonly request: JobRequest | undefined;
  /** Null when a job was made and the server named none. */
  readonly jobId: string | null;
  /** Where it is served, scheme included; null when the reply does not say. */
  readonly target: string | null;
  /** When the first request was sent, ms on the monotonic clock: `startupMs` and `--wait-job` count from here. */
  readonly startedAt: number;
  /** Requests that found nothing ready. */
  readonly attempts: readonly ConnectAttempt[];
}

/**
 * Makes or looks up a job and waits, within `waitJobMs`, until it is described.
 * @throws Failure `focus-unreachable`, `focus-nonsense` (exit 3), `job-not-found`, `job-not-ready`, `job-refused`
 * (exit 4), `interrupted`, `terminated`.
 */
export async function findJob(
  options: FindJobOptions,
  host: Pick<Host, 'clock' | 'random' | 'signal' | 'onAttempt'>,
): Promise<FoundJob> {
  const { job, configure, security } = options;
  if ((job === null) === (configure === null)) {
    throw usage('a job is either looked up or made', 'give one of --job ID and --configure FILE');
  }
  const server = createFocusServer({ ...options.server, signal: host.signal });
  const budget = new PollBudget(options.waitJobMs, host);
  try {
    const found = configure
      ? await make(server, configure, budget)
      : await lookUp(server, job as string, undefined, budget);
    const description = await complete(server, found, configure?.facts);
    return {
      description,
      request: configure?.facts,
      jobId: job ?? description.jobId ?? null,
      target: streamTarget(description, security),
      startedAt: budget.startedAt,
      attempts: budget.attempts,
    };
  } catch (thrown) {
    throw host.signal.aborted ? interruption(host.signal) : thrown;
  }
}

/** The failure for a job that says nowhere where it is served, and no target was given either; `file` holds its description. */
export function noStreamTarget({ description }: Pick<FoundJob, 'description'>, file: string | null = null): Failure {
  const missing = description.host === undefined ? 'stream_url' : 'stream_port';
  const about = description.contradictions.find((text) => text.startsWith(missing));
  const message = `the description of the job does not say where it is streamed: ${about ?? `${missing} is missing`}`;
  const hint = 'give the target as an argument';
  return file === null ? nonsense(message, hint) : new Failure('config', `${file}: ${message}`, { hint });
}

async function make(
  server: FocusServer,
  { body, facts }: ConfigureRequest,
  budget: PollBudget,
): Promise<JobDescription> {
  const what = 'the reply to /configure';
  const reply = await budget.poll(async () => {
    const answer = await server.configure(body);
    // A job that has an id is made; asking for it again would make another.
    return hasJobId(answer) ? answer : stillBare(answer, what);
  });
  const description = parseDescription(reply, what, facts.viewType);
  if (description.jobId === undefined || !isBare(description)) return description;
  return lookUp(server, description.jobId, facts, budget);
}

/** `made`: what the job was made of, for one that we made. */
async function lookUp(
  server: FocusServer,
  job: string,
  made: JobRequest | undefined,
  budget: PollBudget,
): Promise<JobDescription> {
  const what = `the metadata of job ${printable(job, 80)}`;
  const reply = await budget.poll(async () => stillBare(await server.metadata(job, made !== undefined), what));
  const description = parseDescription(reply, what, made?.viewType);
  const { jobId } = description;
  if (jobId === undefined || isSameJob(jobId, job.trim())) return Object.freeze({ ...description, jobId: job });
  return contradicted(description, `job_id is ${printable(jobId, 80)}, the job asked for is ${printable(job, 80)}`);
}

/** `70788` is short for `12-70788`. */
function isSameJob(told: string, asked: string): boolean {
  return told === asked || (/^\d+$/.test(told) && asked.endsWith(`-${told}`));
}

function hasJobId(answer: Answer): boolean {
  return answer.ready && parseDescription(answer.json, '').jobId !== undefined;
}

/** A reply that names the job and tells nothing of it comes before the one that does. */
function stillBare(answer: Answer, what: string): Answer {
  if (!answer.ready || !isBare(parseDescription(answer.json, what))) return answer;
  const { json } = answer;
  const known = 'job_id' in json || 'status' in json;
  if (!known) throw nonsense(`${what} describes no job: ${printable(JSON.stringify(json), 120)}`);
  return { ready: false, failure: notReady(what, 'it describes nothing yet') };
}

async function complete(
  server: FocusServer,
  description: JobDescription,
  request: JobRequest | undefined,
): Promise<JobDescription> {
  if (description.prr !== undefined) return description;
  const live = request?.live ?? description.live ?? true;
  return withLivePrr(description, await server.liveMetadata(), live);
}
