import { Failure } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { createJob } from '../spectrogram/job.ts';
import type { JobOptions } from '../spectrogram/job-options.ts';
import type { JobStore } from '../spectrogram/job-store.ts';
import { BadRequest } from './fields.ts';
import { readConfigure } from './configure-request.ts';
import type { Instrument } from './configure-request.ts';
import { configuredJob } from './configured-job.ts';
import { describeJob, shownPrr } from './description.ts';
import type { StreamPlace } from './description.ts';
import type { RestManners } from './options.ts';

export interface RestRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly body: string;
  /** Address at which the caller reached us. */
  readonly localAddress?: string | undefined;
}

/** `body` as JSON, or nothing at all. */
export interface RestAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface FacadeOptions {
  readonly jobs: JobStore;
  /** What configured jobs are where their request leaves it open. */
  readonly defaults: JobOptions;
  readonly place: StreamPlace;
  readonly manners: RestManners;
  readonly historicFps?: number | undefined;
}

/** Channels of the simulated cable, unless jobs have more. */
const CABLE = 2222;

/** The Focus Server's REST interface without its transport. */
export class RestFacade {
  readonly #options: FacadeOptions;
  readonly #instrument: Instrument;

  /** Throws as createJob for defaults that are wrong. */
  constructor(options: FacadeOptions) {
    this.#options = options;
    // Faults may belong to streams and channels that only configured jobs have.
    const { sensors, firstSensor, prr } = createJob('defaults', { ...options.defaults, faults: '' });
    const channels = options.defaults.source === undefined ? Math.max(CABLE, sensors) : sensors;
    this.#instrument = { channels: { min: firstSensor, max: firstSensor + channels - 1 }, prr };
  }

  answer({ method, path, body, localAddress }: RestRequest): RestAnswer {
    const place = reachable(this.#options.place, localAddress);
    const [, name = '', job, ...more] = path.split('/');
    if (name === 'metadata' && job && more.length === 0) return only(method, ['GET'], () => this.#metadata(job, place));
    if (job !== undefined) return notFound(path);
    switch (name) {
      case 'configure':
        return only(method, ['POST'], () => this.#configure(body, place));
      case 'channels':
        return only(method, ['GET'], () => this.#channels());
      case 'live_metadata':
        return only(method, ['GET'], () => this.#liveMetadata());
      case 'ack':
        return only(method, ['GET', 'POST'], () => ({ status: 200, body: { status: 'ok' } }));
      default:
        return notFound(path);
    }
  }

  #configure(body: string, place: StreamPlace): RestAnswer {
    const { jobs, defaults, manners, historicFps } = this.#options;
    try {
      const request = readConfigure(parseJson(body), this.#instrument);
      const job = createJob(jobs.newId(), configuredJob(request, defaults, this.#instrument, historicFps));
      jobs.add(job);
      return { status: 200, body: describeJob(job, place, manners) };
    } catch (thrown) {
      if (thrown instanceof BadRequest || (thrown instanceof Failure && thrown.code === 'usage'))
        return { status: 400, body: { detail: thrown.message } };
      throw thrown;
    }
  }

  /** While a job starts the answer is empty, in both ways servers have: no body, and an empty object. */
  #metadata(encoded: string, place: StreamPlace): RestAnswer {
    const { jobs, manners } = this.#options;
    const id = decoded(encoded);
    const job = jobs.find(id);
    if (!job || manners.faults.has('not-found'))
      return { status: 404, body: { detail: `job not found: ${printable(id)}` } };
    if (!jobs.isStarting(job) && !manners.faults.has('never-ready'))
      return { status: 200, body: describeJob(job, place, manners) };
    return jobs.countPoll(job) % 2 === 1 ? { status: 200 } : { status: 200, body: {} };
  }

  #channels(): RestAnswer {
    const { min, max } = this.#instrument.channels;
    return { status: 200, body: { lowest_channel: min, highest_channel: max } };
  }

  #liveMetadata(): RestAnswer {
    const { manners } = this.#options;
    const prr = manners.quirks.has('prr-unknown') ? {} : { prr: shownPrr(this.#instrument.prr, manners) };
    return { status: 200, body: { ...prr, dx: 1 } };
  }
}

/** A server that listens everywhere names the address at which it was reached. */
function reachable(place: StreamPlace, localAddress: string | undefined): StreamPlace {
  if (localAddress === undefined || !['0.0.0.0', '[::]'].includes(place.host)) return place;
  const address = localAddress.replace(/^::ffff:/, '');
  return { ...place, host: address.includes(':') ? `[${address}]` : address };
}

function only(method: string, allowed: readonly string[], answer: () => RestAnswer): RestAnswer {
  if (allowed.includes(method)) return answer();
  return { status: 405, body: { detail: `${printable(method)} is not allowed, ${allowed.join(' or ')} is` } };
}

function notFound(path: string): RestAnswer {
  return { status: 404, body: { detail: `nothing is at ${printable(path)}` } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest('the body is not JSON');
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
