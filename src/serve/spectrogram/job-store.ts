import type { Clock } from '../../base/clock.ts';
import { systemClock } from '../../base/clock.ts';
import type { Job } from './job.ts';
import type { Layout } from './layout.ts';

interface Entry {
  readonly job: Job;
  readonly madeAt: number;
  /** Jobs that were configured die when nobody opens them. */
  readonly mortal: boolean;
  openStreams: number;
  idleSince: number;
  polls: number;
}

const UNOPENED_MS = 50_000;

/** The jobs of a server while it runs: those it was started with, which stay, and those made over REST, which come and go. */
export class JobStore {
  readonly clock: Clock;
  readonly #unopenedMs: number;
  readonly #entries = new Map<string, Entry>();
  #lastConfigured: string | null = null;
  #nextNumber = 70_789;

  /** `unopenedMs`: how long a configured job lives that nobody follows. */
  constructor(jobs: ReadonlyMap<string, Job>, clock: Clock = systemClock, unopenedMs: number = UNOPENED_MS) {
    this.clock = clock;
    this.#unopenedMs = unopenedMs;
    for (const job of jobs.values()) this.#put(job, false);
  }

  /** Takes in a job that was just configured; it replaces one of the same id. */
  add(job: Job): void {
    for (const id of this.#entries.keys()) this.#entry(id);
    this.#put(job, true);
    this.#lastConfigured = job.id;
  }

  /** An id no job has. */
  newId(): string {
    let id: string;
    do {
      id = `12-${this.#nextNumber}`;
      this.#nextNumber += 1;
    } while (this.#entries.has(id));
    return id;
  }

  /** Undefined also for a job that has died. */
  find(id: string): Job | undefined {
    return this.#entry(id)?.job;
  }

  /** The job that is meant where none is named: the one last configured, else the first of the layout. */
  implied(layout: Layout): Job | undefined {
    if (this.#lastConfigured !== null) return this.find(this.#lastConfigured);
    return [...this.#entries.values()].find(({ job }) => job.layout === layout)?.job;
  }

  isStarting(job: Job): boolean {
    const entry = this.#entries.get(job.id);
    return entry !== undefined && this.clock.now() - entry.madeAt < job.startDelayMs;
  }

  /** How often a job was asked for while it was starting, this time included. */
  countPoll(job: Job): number {
    const entry = this.#entries.get(job.id);
    if (entry) entry.polls += 1;
    return entry?.polls ?? 1;
  }

  /** The same frames; while they are read the job is open. */
  async *follow<T>(job: Job, frames: AsyncIterable<T>): AsyncGenerator<T> {
    const entry = this.#entries.get(job.id);
    if (entry) entry.openStreams += 1;
    try {
      yield* frames;
    } finally {
      if (entry) {
        entry.openStreams -= 1;
        entry.idleSince = this.clock.now();
      }
    }
  }

  #put(job: Job, mortal: boolean): void {
    const now = this.clock.now();
    this.#entries.set(job.id, { job, madeAt: now, mortal, openStreams: 0, idleSince: now, polls: 0 });
  }

  /** Death is noticed when somebody asks, so no timer is needed. */
  #entry(id: string): Entry | undefined {
    const entry = this.#entries.get(id);
    if (!entry?.mortal || entry.openStreams > 0 || this.clock.now() - entry.idleSince < this.#unopenedMs) return entry;
    this.#entries.delete(id);
    return undefined;
  }
}
