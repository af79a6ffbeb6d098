import { Failure } from '../base/failure.ts';
import type { ConnectAttempt, RunResult } from '../base/result.ts';
import { Status } from '../base/status.ts';
import type { LoopMonitor } from '../measure/overhead.ts';
import { createLoopMonitor } from '../measure/overhead.ts';
import { connect } from '../wire/connect.ts';
import { ConnectFailure } from '../wire/dial-causes.ts';
import type { Connection } from '../wire/types.ts';
import { lastAttempt } from './document-parts.ts';
import { buildResult } from './document.ts';
import { interruption } from './focus/interruption.ts';
import type { Host } from './host.ts';
import type { JobOutcome } from './job-streams.ts';
import { followJob } from './job-streams.ts';
import type { RunHead, StreamPlan } from './plan.ts';
import type { StreamRun } from './stream-run.ts';
import { worstStream } from './stream-run.ts';

/** How often a job that is still starting is asked again, +-20 %. */
const POLL_MS = 1000;

/** A plan, or how to come by one: making or looking up a job takes time and may fail. */
export type StreamPlanner = (host: Host) => Promise<StreamPlan>;

/**
 * Connects, streams the job, checks and measures every frame. Never throws but for a usage failure of the planner:
 * what went wrong is in the document.
 */
export async function runStream(head: RunHead, planner: StreamPlanner, host: Host): Promise<RunResult> {
  const began = host.clock.now();
  const run = new Run(host);
  const finished = await run.follow(planner);
  return buildResult(head, host, finished, host.clock.now() - began);
}

/** One run and what it has to remember for its document. */
class Run {
  readonly #host: Host;
  readonly #startedAt: number;
  readonly #attempts: ConnectAttempt[] = [];
  #firstAttemptAt: number | null = null;
  #connection: Connection | null = null;
  #plan: StreamPlan | null = null;

  constructor(host: Host) {
    this.#host = host;
    this.#startedAt = host.clock.epoch();
  }

  async follow(planner: StreamPlanner): Promise<StreamRun> {
    const loop = createLoopMonitor();
    try {
      this.#plan = await planner(this.#host);
      this.#firstAttemptAt = this.#plan.found?.startedAt ?? null;
      this.#attempts.push(...(this.#plan.found?.attempts ?? []));
      return await this.#stream(this.#plan, loop);
    } catch (thrown) {
      if (thrown instanceof ConnectFailure) this.#attempts.push(...thrown.attempts);
      await this.#connection?.close();
      const failure = this.#host.signal.aborted ? interruption(this.#host.signal) : Failure.from(thrown);
      // Wrong words are the user's to mend; there was no run to report on.
      if (failure.exitCode === 2) throw failure;
      return this.#finished({ failure });
    } finally {
      loop.stop();
    }
  }

  async #stream(plan: StreamPlan, loop: LoopMonitor): Promise<StreamRun> {
    const host = this.#host;
    for (;;) {
      const connection = await this.#reach(plan);
      const job = await followJob({ plan, host, connection, loop });
      this.#attempts.push(...connection.attempts.slice(0, -1), lastAttempt(connection, job.streams));
      await connection.close();
      const waited = host.clock.now() - (this.#firstAttemptAt ?? 0);
      if (!stillStarting(plan, job) || waited + POLL_MS > plan.waitJobMs || host.signal.aborted) {
        return this.#finished(job);
      }
      await this.#pollLater(job);
    }
  }

  /** Dials; a job that is known to exist may refuse connections until it is up. */
  async #reach(plan: StreamPlan): Promise<Connection> {
    const { clock, onAttempt } = this.#host;
    if (!plan.jobExists) return this.#connect(plan, plan.reach.retries, onAttempt);
    for (;;) {
      try {
        // Whether a failed attempt is the last is for us to say.
        return await this.#connect(plan, 0, (attempt) => {
          if (attempt.cause === undefined) onAttempt?.(attempt, null);
        });
      } catch (thrown) {
        if (!(thrown instanceof ConnectFailure)) throw thrown;
        const waited = clock.now() - (this.#firstAttemptAt ?? 0);
        if (thrown.code !== 'tcp-refused' || waited + POLL_MS > plan.waitJobMs) {
          for (const attempt of thrown.attempts) onAttempt?.(attempt, null);
          throw thrown;
        }
        this.#attempts.push(...thrown.attempts);
        await this.#waitFor({ cause: thrown.code, message: thrown.message });
      }
    }
  }

  async #connect(plan: StreamPlan, retries: number, onAttempt: Host['onAttempt']): Promise<Connection> {
    const { clock, random, signal } = this.#host;
    const options = { ...plan.reach, retries, clock, random, signal };
    const connection = await connect(onAttempt ? { ...options, onAttempt } : options);
    this.#connection = connection;
    this.#firstAttemptAt ??= connection.firstAttemptAt;
    return connection;
  }

  async #pollLater({ streams }: JobOutcome): Promise<void> {
    const { name, message } = worstStream(streams)?.end.status ?? { name: 'UNKNOWN', message: '' };
    await this.#waitFor({ cause: name, message });
  }

  /** Says why the last attempt found no job yet, and waits for the next. */
  async #waitFor(why: Pick<ConnectAttempt, 'cause' | 'message'>): Promise<void> {
    const { clock, random, signal, onAttempt } = this.#host;
    const delayMs = POLL_MS * (0.8 + 0.4 * random());
    const failed = { ...(this.#attempts.pop() as ConnectAttempt), ...why, delayMs };
    this.#attempts.push(failed);
    onAttempt?.(failed, delayMs);
    await clock.sleep(delayMs, signal);
  }

  #finished(more: Partial<Pick<StreamRun, 'layout' | 'streams' | 'failure'>>): StreamRun {
    return {
      plan: this.#plan,
      startedAt: this.#startedAt,
      attempts: this.#attempts,
      firstAttemptAt: this.#firstAttemptAt,
      connection: this.#connection,
      layout: null,
      streams: [],
      failure: null,
      ...more,
    };
  }
}

/**
 * UNAVAILABLE before any message; and NOT_FOUND for a job that is known to exist: it is not up yet. A peer that breaks
 * HTTP/2 does not mend by itself.
 */
function stillStarting({ jobExists, streams: planned }: StreamPlan, { streams }: JobOutcome): boolean {
  const expected = planned[0].expectation.status;
  return streams.every(
    ({ end }) =>
      end.messages === 0 &&
      end.status.code !== expected &&
      end.status.reason !== 'http2-broken' &&
      (end.status.code === Status.UNAVAILABLE || (jobExists && end.status.code === Status.NOT_FOUND)),
  );
}
