import { describe, expect, it } from 'vitest';
import { compileProtos } from '../../src/schema/proto-compiler.ts';
import { descriptorSetBytes } from '../../src/schema/descriptor-set.ts';
import { createRegistry, readDescriptorSet } from '../../src/schema/registry.ts';

const PROTOS = new URL('../support/protos/', import.meta.url).pathname;

describe('descriptorSetBytes', () => {
  it('holds every file, dependencies first, custom options and all', () => {
    const set = compileProtos([`${PROTOS}custom/used.proto`], { importPaths: [PROTOS] });
    const read = readDescriptorSet(descriptorSetBytes(createRegistry(set)), 'set');
    expect(read.file.map(({ name }) => name)).toEqual([
      'google/protobuf/descriptor.proto',
      'google/protobuf/any.proto',
      'custom/options.proto',
      'custom/plain.proto',
      'custom/used.proto',
    ]);
    expect(read.file.at(-1)?.messageType[0]?.options?.$unknown).not.toHaveLength(0);
  });
});
