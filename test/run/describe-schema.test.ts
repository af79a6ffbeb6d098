import { create } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { describeFiles, describeReflection } from '../../src/run/describe-schema.ts';
import type { Reflection } from '../../src/run/reflection.ts';
import { ReflectionClient } from '../../src/schema/reflection.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { compileTexts, reflectionOf } from '../support/reflection-server.ts';

const FILES = compileTexts({
  'a.proto': 'syntax = "proto3"; package p; import "m.proto"; service A { rpc Go(M) returns (stream M); }',
  'm.proto': 'syntax = "proto3"; package p; message M {}',
});

function reflection(): { readonly reflection: Reflection; readonly asked: () => unknown[] } {
  const server = reflectionOf(FILES);
  const client = new ReflectionClient(server.ask);
  const methods = {
    services: () => client.services(),
    registry: (symbols: readonly string[]) => client.registry(symbols),
  };
  return {
    reflection: { version: 'v1', ...methods, file: (name) => client.file(name), close: () => {} },
    asked: () => server.questions.map((question) => Object.values(question)[0]),
  };
}

describe('describeFiles', () => {
  it('is the file that declares a name', () => {
    const registry = createRegistry(create(FileDescriptorSetSchema, { file: FILES }));
    expect(describeFiles(registry, 'p.M').file.name).toBe('m.proto');
  });
});

describe('describeReflection', () => {
  it.each([
    ['p.A/Go', ['p.A.Go', 'm.proto']],
    ['m.proto', ['m.proto']],
  ])('asks for %s alone', async (name, questions) => {
    const { reflection: of, asked } = reflection();
    const { file } = await describeReflection(of, name);
    expect([file.name, asked()]).toEqual([questions.length === 2 ? 'a.proto' : 'm.proto', questions]);
  });

  it('searches everything for a name without its package', async () => {
    const { file, registry } = await describeReflection(reflection().reflection, 'M');
    expect(file.name).toBe('m.proto');
    expect(registry.getService('p.A')).toBeDefined();
  });

  it('names what is near', async () => {
    await expect(describeReflection(reflection().reflection, 'p.AA')).rejects.toMatchObject({
      code: 'config',
      hint: 'did you mean p.A or p.M?',
    });
    await expect(describeReflection(reflection().reflection, 'x.proto')).rejects.toMatchObject({
      code: 'reflection-broken',
      message: `the server's reflection does not give x.proto: NOT_FOUND: not found: "x.proto"`,
    });
  });
});
