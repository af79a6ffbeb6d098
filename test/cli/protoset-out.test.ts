import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { EXPLORE } from '../../src/cli/options/schema.ts';
import { saveProtoset } from '../../src/cli/protoset-out.ts';
import { createRegistry, readDescriptorSet } from '../../src/schema/registry.ts';
import { compileTexts } from '../support/reflection-server.ts';
import { scratchFolder } from '../support/scratch.ts';
import { settingsOf } from '../support/settings.ts';

const registry = createRegistry(create(FileDescriptorSetSchema, { file: compileTexts({ 'a.proto': 'message M {}' }) }));

describe('saveProtoset', () => {
  it('writes a descriptor set where it is told to, and else nothing', () => {
    const path = join(scratchFolder({}), 'set.binpb');
    saveProtoset(registry, settingsOf(EXPLORE, {}));
    saveProtoset(registry, settingsOf(EXPLORE, { protosetOut: path }));
    expect(readDescriptorSet(readFileSync(path), path).file[0]?.name).toBe('a.proto');
  });

  it('names the path that cannot be written', () => {
    expect(() => saveProtoset(registry, settingsOf(EXPLORE, { protosetOut: '/nowhere/at/all' }))).toThrow(
      expect.objectContaining({
        code: 'file',
        message: expect.stringMatching(/^--protoset-out: \/nowhere\/at\/all: cannot be written: ENOENT/) as string,
      }),
    );
  });
});
