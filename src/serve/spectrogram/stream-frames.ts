import type { Clock } from '../../base/clock.ts';
import { Status } from '../../base/status.ts';
import { GrpcError } from '../errors.ts';
import type { GrpcCall } from '../handler.ts';
import { GrpcResponse } from '../message.ts';
import type { Act } from './fault/definition.ts';
import { FrameMaker } from './frame-maker.ts';
import { streamFaults } from './job.ts';
import type { Job } from './job.ts';

/** Longest wait of one timer, ms; setTimeout takes no more than 2^31-1. */
const LONG = 2_000_000_000;

export interface StreamOptions {
  /** Place of the stream among the job's. */
  readonly stream: number;
  /** 0 = no limit. */
  readonly maxFrames: number;
  readonly clock: Clock;
}

/**
 * The frames of a job on an absolute schedule: a late frame does not delay the next ones, they catch up. Ends when the job does, and at
 * once when the call's signal is aborted.
 */
export async function* streamFrames(
  job: Job,
  { stream, maxFrames, clock }: StreamOptions,
  call: GrpcCall,
): AsyncGenerator<GrpcResponse> {
  for (const fault of streamFaults(job, stream)) {
    const wait = fault.definition.startMs?.(fault) ?? 0;
    if (wait > 0) await clock.sleep(wait, call.signal);
  }
  const started = clock.now();
  const limit = maxFrames > 0 ? maxFrames : Infinity;
  const maker = new FrameMaker(job, stream, sourceStart(job, clock, Math.min(limit, job.frames)), job.frames);
  let sent = 0;
  for (let slot = maker.next(); slot !== null; slot = maker.next()) {
    await until(started + slot.dueMs + slot.holdMs, clock, call.signal);
    if (slot.act && (await perform(slot.act, clock, call))) return;
    if (!slot.frame) continue;
    if (!job.quirks.has('no-server-timestamp')) slot.frame.sentAt = Math.round(clock.epoch() + job.clockOffsetMs);
    yield new GrpcResponse({ payload: maker.encode(slot, slot.frame) });
    sent += 1;
    if (sent >= limit) return;
  }
}

/**
 * Source time of the first row, epoch ms. Live: chosen so that the first frame's rows have just ended. As fast as it can: a recording
 * that ends now, so that its rows do not run ahead of the clock.
 */
function sourceStart(job: Job, clock: Clock, frames: number): number {
  if (job.startTime !== null) return job.startTime;
  const rows = job.fps === 0 && Number.isFinite(frames) ? frames * job.rows.max : job.rows.max;
  return clock.epoch() + job.clockOffsetMs - (rows - 1) * job.dtMs - job.rowMs;
}

/** A timer may fire up to a millisecond early. */
async function until(due: number, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let wait = due - clock.now(); wait > 0.5; wait = due - clock.now()) {
    await clock.sleep(Math.min(wait, LONG), signal);
  }
  signal.throwIfAborted();
}

/** True when the stream is over. */
async function perform(act: Act, clock: Clock, call: GrpcCall): Promise<boolean> {
  switch (act.kind) {
    case 'end':
      return true;
    case 'status':
      throw new GrpcError(act.code, act.message);
    case 'reset':
      if (!call.reset(act.code)) throw new GrpcError(Status.INTERNAL, 'there is no stream to reset');
      break;
    case 'disconnect':
      if (!call.disconnect()) throw new GrpcError(Status.INTERNAL, 'there is no connection to destroy');
      break;
    case 'hang':
      break;
  }
  for (;;) await clock.sleep(LONG, call.signal);
}
