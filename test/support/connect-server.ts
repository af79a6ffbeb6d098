import { fileURLToPath } from 'node:url';
import type { sendUnaryData, ServerUnaryCall, ServiceDefinition, UntypedHandleCall } from '@grpc/grpc-js';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';
import { descriptorBytes } from '../../src/schema/descriptor-bytes.ts';
import { encodeHealthResponse } from '../../src/serve/spectrogram/request.ts';
import type { Certificate } from './wire-certs.ts';

export interface ConnectServerOptions {
  /** By service, `''` for the whole; without it there is no grpc.health.v1. */
  readonly health?: Readonly<Record<string, 'SERVING' | 'NOT_SERVING' | 'UNKNOWN'>>;
  /** What the datastream layout's CheckHealth answers; without it the method is not there. */
  readonly layoutHealth?: { readonly healthy: boolean; readonly version: string; readonly status: string };
  /** A file of protos/ by its name, or a .proto file by its path, that reflection gives; without it there is no reflection. */
  readonly reflects?: string;
  readonly tls?: Certificate;
}

/** A gRPC server that says of itself what a test wants it to say. */
export async function connectServer(
  options: ConnectServerOptions = {},
): Promise<{ readonly port: number; close(): void }> {
  const server = new Server();
  const { health, layoutHealth, reflects, tls } = options;
  if (health) new HealthImplementation({ ...health }).addToServer(server);
  if (layoutHealth) {
    const answer = encodeHealthResponse(layoutHealth);
    server.addService(unary('datastream.DataStreamService', 'CheckHealth'), {
      CheckHealth: (_: ServerUnaryCall<Buffer, Buffer>, reply: sendUnaryData<Buffer>) => reply(null, answer),
    } satisfies Record<string, UntypedHandleCall>);
  }
  if (reflects) {
    const path = reflects.endsWith('.proto')
      ? reflects
      : fileURLToPath(new URL(`../../protos/${reflects}.proto`, import.meta.url));
    const fileDescriptorProtos = descriptorBytes([path]).map((bytes) => Buffer.from(bytes));
    new ReflectionService({
      files: { format: 'Protocol Buffer 3 DescriptorProto', type: {}, fileDescriptorProtos },
    }).addToServer(server);
  }
  const pair = tls && { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) };
  const credentials = pair ? ServerCredentials.createSsl(null, [pair]) : ServerCredentials.createInsecure();
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return { port, close: () => server.forceShutdown() };
}

function unary(service: string, method: string): ServiceDefinition {
  const same = (bytes: Buffer): Buffer => bytes;
  return {
    [method]: {
      path: `/${service}/${method}`,
      requestStream: false,
      responseStream: false,
      requestSerialize: same,
      requestDeserialize: same,
      responseSerialize: same,
      responseDeserialize: same,
    },
  };
}
