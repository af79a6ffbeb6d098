import { Status } from '../../base/status.ts';
import { printable } from '../../base/text.ts';
import { GrpcError, NotFoundError } from '../errors.ts';
import type { GrpcCall } from '../handler.ts';
import type { GrpcResponse } from '../message.ts';
import type { Job } from './job.ts';
import type { JobStore } from './job-store.ts';
import { streamFrames } from './stream-frames.ts';

export interface AskedStream {
  readonly stream: number;
  /** 0 = no limit. */
  readonly maxFrames: number;
}

/** The frames of a stream of a job; throws UNAVAILABLE while the job starts, NOT_FOUND for a stream it does not have. */
export function openStream(
  store: JobStore,
  job: Job,
  { stream, maxFrames }: AskedStream,
  call: GrpcCall,
): AsyncIterable<GrpcResponse> {
  const id = printable(job.id);
  if (store.isStarting(job)) throw new GrpcError(Status.UNAVAILABLE, `job ${id} is starting`);
  if (stream < 0 || stream >= job.streams) throw new NotFoundError(`stream not found: ${stream} of job ${id}`);
  return store.follow(job, streamFrames(job, { stream, maxFrames, clock: store.clock }, call));
}
