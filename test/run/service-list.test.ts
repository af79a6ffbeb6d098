import { create } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import type { Reflection } from '../../src/run/reflection.ts';
import { surveyFiles, surveyReflection } from '../../src/run/service-list.ts';
import { ReflectionClient } from '../../src/schema/reflection.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import type { ServerOptions } from '../support/reflection-server.ts';
import { compileTexts, reflectionOf } from '../support/reflection-server.ts';

const FILES = compileTexts({
  'a.proto': 'syntax = "proto3"; package p; import "m.proto"; service A { rpc Go(M) returns (stream M); }',
  'b.proto': 'syntax = "proto3"; package p; import "n.proto"; service B { rpc Go(N) returns (N); }',
  'm.proto': 'syntax = "proto3"; package p; message M {}',
  'n.proto': 'syntax = "proto3"; package p; message N {}',
});

function reflection(options: ServerOptions): Reflection {
  const client = new ReflectionClient(reflectionOf(FILES, options).ask);
  return {
    version: 'v1',
    services: () => client.services(),
    registry: (symbols) => client.registry(symbols),
    file: (name) => client.file(name),
    close: () => {},
  };
}

describe('surveyFiles', () => {
  it('lists the services of all files with their methods', () => {
    const registry = createRegistry(create(FileDescriptorSetSchema, { file: FILES }));
    expect(surveyFiles(registry).services.map(({ name, file }) => `${name} ${file}`)).toEqual([
      'p.A a.proto',
      'p.B b.proto',
    ]);
    expect(surveyFiles(registry).services[0]).toMatchObject({
      methods: [{ name: 'Go', path: 'p.A/Go', kind: 'server-stream', input: 'p.M', output: 'p.M' }],
      problem: null,
    });
  });
});

describe('surveyReflection', () => {
  it('lists what the server lists', async () => {
    const { services, registry } = await surveyReflection(reflection({}));
    expect(services.map(({ name, problem }) => [name, problem])).toEqual([
      ['p.A', null],
      ['p.B', null],
    ]);
    expect(registry.getMessage('p.N')).toBeDefined();
  });

  it('tells why nothing is known of a service, and lists the others', async () => {
    const { services, registry } = await surveyReflection(reflection({ without: ['n.proto'] }));
    expect(services.map(({ name, file }) => [name, file])).toEqual([
      ['p.A', 'a.proto'],
      ['p.B', null],
    ]);
    expect(services[1]?.problem).toContain('does not give n.proto, which b.proto imports: NOT_FOUND');
    expect(registry.getService('p.B')).toBeUndefined();
  });

  it('fails when nothing is known of any', async () => {
    await expect(surveyReflection(reflection({ without: ['m.proto', 'n.proto'] }))).rejects.toBeInstanceOf(Failure);
  });
});
