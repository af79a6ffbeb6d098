import { toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askReflection } from '../../src/run/ask-schema.ts';
import { startServer } from '../../src/serve/grpc-server.ts';
import { GrpcService } from '../../src/serve/service.ts';
import { streamPlan, testHost } from '../support/plan.ts';
import { compileTexts } from '../support/reflection-server.ts';
import { rawPeer } from '../support/wire-raw-peer.ts';

const FILES = compileTexts({
  'a.proto': 'syntax = "proto3"; package p; message M {} service A { rpc Go(M) returns (M); }',
});
const OPTIONS = { metadata: [], timeoutMs: 5000 };

async function serving(): Promise<string> {
  const descriptors = FILES.map((file) => toBinary(FileDescriptorProtoSchema, file));
  const server = await startServer(new GrpcService(), [], { descriptors, graceMs: 20 });
  onTestFinished(() => server.close());
  return server.address;
}

describe('askReflection', () => {
  it('connects, asks and closes the connection', async () => {
    const { reach } = streamPlan(await serving());
    expect(await askReflection(reach, OPTIONS, testHost(), (reflection) => reflection.services())).toContain('p.A');
  });

  it('throws what dialling throws', async () => {
    const { reach } = streamPlan('127.0.0.1:1');
    await expect(askReflection(reach, OPTIONS, testHost(), () => Promise.resolve(1))).rejects.toMatchObject({
      code: 'tcp-refused',
      exitCode: 3,
    });
  });

  it('leaves a silent server at once when it is interrupted', async () => {
    const controller = new AbortController();
    const peer = await rawPeer(() => controller.abort('SIGINT'));
    onTestFinished(() => peer.close());
    const { reach } = streamPlan(`127.0.0.1:${peer.port}`);
    await expect(
      askReflection(reach, OPTIONS, testHost({ signal: controller.signal }), () => Promise.resolve(1)),
    ).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
  });
});
