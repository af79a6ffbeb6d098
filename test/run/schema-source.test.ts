import { toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reflectSchema, reflectTypes } from '../../src/run/schema-source.ts';
import type { RunningServer } from '../../src/serve/grpc-server.ts';
import { startServer } from '../../src/serve/grpc-server.ts';
import { GrpcService } from '../../src/serve/service.ts';
import type { LoadedSchema } from '../../src/schema/schema-files.ts';
import { compileTexts } from '../support/reflection-server.ts';
import { connectTo } from '../support/wire-client.ts';

const FILES = compileTexts({
  'a.proto': 'syntax = "proto3"; package p; message A {} service Shop { rpc Go(A) returns (A); }',
});

let server: RunningServer;
let bare: RunningServer;
beforeAll(async () => {
  const descriptors = FILES.map((file) => toBinary(FileDescriptorProtoSchema, file));
  server = await startServer(new GrpcService(), [], { descriptors, graceMs: 20 });
  bare = await startServer(new GrpcService(), [], { graceMs: 20 });
});
afterAll(async () => {
  await Promise.all([server.close(), bare.close()]);
});

async function reflected(symbols: readonly string[] | 'all', port = server.port): Promise<LoadedSchema> {
  const connection = await connectTo(port);
  try {
    return await reflectSchema(connection, { metadata: [], timeoutMs: 5000 }, symbols);
  } finally {
    await connection.close();
  }
}

describe('reflectSchema', () => {
  it('gives the types of one service, or of all', async () => {
    const one = await reflected(['p.Shop']);
    expect(one.origin).toBe('reflection v1');
    expect(one.registry.getService('p.Shop')?.methods).toHaveLength(1);
    expect((await reflected('all')).registry.getService('p.Shop')).toBeDefined();
  });

  it('names the services nearest to an unknown one', async () => {
    await expect(reflected(['p.Shoop'])).rejects.toMatchObject({ code: 'config', hint: 'did you mean p.Shop?' });
    await expect(reflected(['quite.Another.Thing'])).rejects.toMatchObject({
      code: 'config',
      hint: expect.stringMatching(/^it lists .*p\.Shop/) as string,
    });
  });

  it('passes on that there is no reflection', async () => {
    await expect(reflected(['p.Shop'], bare.port)).rejects.toMatchObject({ code: 'no-reflection' });
  });
});

describe('reflectTypes', () => {
  const asked = async (types: readonly string[], port: number): Promise<readonly string[]> => {
    const connection = await connectTo(port);
    try {
      const registries = await reflectTypes(connection, { metadata: [], timeoutMs: 5000 }, types);
      return types.filter((type) => registries.some((each) => each.getMessage(type) !== undefined));
    } finally {
      await connection.close();
    }
  };

  it('finds the types the server knows, whatever else is asked for', async () => {
    expect(await asked(['q.None', 'p.A', 'q.Nor'], server.port)).toEqual(['p.A']);
  });

  it('finds nothing where there is no reflection', async () => {
    expect(await asked(['p.A'], bare.port)).toEqual([]);
  });
});
