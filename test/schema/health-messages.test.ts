import { fileURLToPath } from 'node:url';
import { fromBinary, fromJson, toBinary, toJson } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { encodeHealthRequest, readHealthResponse } from '../../src/schema/health-messages.ts';
import { compileProtos } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';

/** The messages as their authors wrote them, so that ours have an independent judge. */
const theirs = createRegistry(
  compileProtos([
    fileURLToPath(new URL('../../node_modules/grpc-health-check/proto/health/v1/health.proto', import.meta.url)),
  ]),
);
const request = theirs.getMessage('grpc.health.v1.HealthCheckRequest');
const response = theirs.getMessage('grpc.health.v1.HealthCheckResponse');

describe('the health service', () => {
  it.each(['', 'pkg.Service'])('is asked for %j', (service) => {
    const json =
      request && toJson(request, fromBinary(request, encodeHealthRequest(service)), { alwaysEmitImplicit: true });
    expect(json).toEqual({ service });
  });

  it.each(['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'])('says %s', (status) => {
    const bytes = response && toBinary(response, fromJson(response, { status }));
    expect(readHealthResponse(bytes ?? new Uint8Array(1))).toEqual({ status });
  });

  it('says a number for a status that has no name', () => {
    expect(readHealthResponse(Uint8Array.of(8, 9))).toEqual({ status: '9' });
  });

  it.each([
    ['a truncated field', [8]],
    ['another wire type', [13, 0, 0, 0, 0]],
    ['field number 0', [0, 1]],
  ])('is not believed with %s', (_, bytes) => {
    expect(readHealthResponse(Uint8Array.from(bytes))).toEqual({
      fault: expect.stringMatching(/^byte \d: /) as string,
    });
  });
});
