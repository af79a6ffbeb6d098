import { systemClock } from '../../base/clock.ts';
import type { Clock } from '../../base/clock.ts';
import { Status } from '../../base/status.ts';
import { printable } from '../../base/text.ts';
import { GrpcError, NotFoundError, UnimplementedError } from '../errors.ts';
import type { GrpcCall, GrpcHandler, MethodRoute } from '../handler.ts';
import { GrpcResponse } from '../message.ts';
import type { GrpcRequest } from '../message.ts';
import type { Job } from './job.ts';
import { decodeStreamRequest, encodeHealthResponse } from './request.ts';
import { streamFrames } from './stream-frames.ts';

export const SPECTROGRAM_SERVICE = 'datastream.DataStreamService';

export const SPECTROGRAM_ROUTES: readonly MethodRoute[] = [
  { service: SPECTROGRAM_SERVICE, method: 'StreamSpectrograms', kind: 'server-stream' },
  { service: SPECTROGRAM_SERVICE, method: 'CheckHealth', kind: 'unary' },
];

/** The spectrogram simulator, `datastream` layout: StreamSpectrograms and CheckHealth. */
export class SpectrogramHandler implements GrpcHandler {
  readonly #jobs: ReadonlyMap<string, Job>;
  readonly #version: string;
  readonly #clock: Clock;
  readonly #started: number;

  constructor(jobs: ReadonlyMap<string, Job>, version = 'simulator', clock: Clock = systemClock) {
    this.#jobs = jobs;
    this.#version = version;
    this.#clock = clock;
    this.#started = clock.now();
  }

  handleRequest(request: GrpcRequest): GrpcResponse {
    if (request.methodName !== 'CheckHealth') throw notHere(request);
    return new GrpcResponse({
      payload: encodeHealthResponse({ healthy: true, version: this.#version, status: 'SERVING' }),
    });
  }

  handleServerStream(request: GrpcRequest, call: GrpcCall): AsyncIterable<GrpcResponse> {
    if (request.methodName !== 'StreamSpectrograms') throw notHere(request);
    const { jobId, maxFrames, streamId } = decodeStreamRequest(request.payload);
    const job = this.#jobs.get(jobId);
    if (!job) throw new NotFoundError(`job not found: ${printable(jobId)}`);
    if (this.#clock.now() - this.#started < job.startDelayMs) {
      throw new GrpcError(Status.UNAVAILABLE, `job ${printable(jobId)} is starting`);
    }
    if (streamId < 0 || streamId >= job.streams)
      throw new NotFoundError(`stream not found: ${streamId} of job ${printable(jobId)}`);
    return streamFrames(job, { stream: streamId, maxFrames, clock: this.#clock }, call);
  }
}

function notHere(request: GrpcRequest): UnimplementedError {
  return new UnimplementedError(`${request.serviceName}/${request.methodName} is not served here`);
}
