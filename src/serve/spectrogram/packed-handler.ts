import { NotFoundError } from '../errors.ts';
import type { GrpcCall, GrpcHandler, MethodRoute } from '../handler.ts';
import type { GrpcRequest, GrpcResponse } from '../message.ts';
import { notHere } from './handler.ts';
import type { JobStore } from './job-store.ts';
import { openStream } from './open-stream.ts';
import { decodeStreamDataRequest } from './request.ts';

export const PACKED_SERVICE = 'pandadatastream.DataStreamService';

export const PACKED_ROUTES: readonly MethodRoute[] = [
  { service: PACKED_SERVICE, method: 'StreamData', kind: 'server-stream' },
];

/** The spectrogram simulator, `pandadatastream` layout: StreamData of the job the server has, or was last asked to make. */
export class PackedHandler implements GrpcHandler {
  readonly #jobs: JobStore;

  constructor(jobs: JobStore) {
    this.#jobs = jobs;
  }

  handleRequest(request: GrpcRequest): GrpcResponse {
    throw notHere(request);
  }

  handleServerStream(request: GrpcRequest, call: GrpcCall): AsyncIterable<GrpcResponse> {
    if (request.methodName !== 'StreamData') throw notHere(request);
    const stream = decodeStreamDataRequest(request.payload);
    const job = this.#jobs.implied('pandadatastream');
    if (job?.layout !== 'pandadatastream') throw new NotFoundError('job not found: the server has none');
    return openStream(this.#jobs, job, { stream, maxFrames: 0 }, call);
  }
}
