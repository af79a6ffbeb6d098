import type { SchemaFiles } from '../../schema/schema-files.ts';
import { texts } from '../kinds.ts';
import type { OptionTable } from '../option.ts';

/** Where the schema of any method comes from; the server's reflection where no file is named. */
export interface SchemaValues {
  readonly proto: readonly string[];
  readonly importPath: readonly string[];
  readonly protoset: readonly string[];
}

export const SCHEMA: OptionTable<SchemaValues> = {
  proto: texts('<file>', '.proto file with the schema, in place of server reflection', { list: true }),
  importPath: texts('<folder>', 'folder the imports of --proto are relative to', {
    list: true,
    aliases: ['import-paths'],
  }),
  protoset: texts('<file>', 'descriptor set with the schema, as `protoc --include_imports` makes it', { list: true }),
};

/** The files that were named. */
export function schemaFiles({ proto, importPath, protoset }: SchemaValues): SchemaFiles {
  return { protos: proto, importPaths: importPath, protosets: protoset };
}
