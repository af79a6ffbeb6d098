import { printable } from '../../base/text.ts';
import { NotFoundError, UnimplementedError } from '../errors.ts';
import type { GrpcCall, GrpcHandler, MethodRoute } from '../handler.ts';
import { GrpcResponse } from '../message.ts';
import type { GrpcRequest } from '../message.ts';
import type { JobStore } from './job-store.ts';
import { openStream } from './open-stream.ts';
import { decodeStreamRequest, encodeHealthResponse } from './request.ts';

export const SPECTROGRAM_SERVICE = 'datastream.DataStreamService';

export const SPECTROGRAM_ROUTES: readonly MethodRoute[] = [
  { service: SPECTROGRAM_SERVICE, method: 'StreamSpectrograms', kind: 'server-stream' },
  { service: SPECTROGRAM_SERVICE, method: 'CheckHealth', kind: 'unary' },
];

/** The spectrogram simulator, `datastream` layout: StreamSpectrograms and CheckHealth. */
export class SpectrogramHandler implements GrpcHandler {
  readonly #jobs: JobStore;
  readonly #version: string;

  constructor(jobs: JobStore, version = 'simulator') {
    this.#jobs = jobs;
    this.#version = version;
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
    const job = this.#jobs.find(jobId);
    if (job?.layout !== 'datastream') throw new NotFoundError(`job not found: ${printable(jobId)}`);
    return openStream(this.#jobs, job, { stream: streamId, maxFrames }, call);
  }
}

/** UNIMPLEMENTED, naming the method. */
export function notHere(request: GrpcRequest): UnimplementedError {
  return new UnimplementedError(`${request.serviceName}/${request.methodName} is not served here`);
}
