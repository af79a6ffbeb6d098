import type { SchemaFiles } from '../../schema/schema-files.ts';
import { flag, text, texts } from '../kinds.ts';
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

/** What is to be told or kept of the schema. */
export interface ExploreValues {
  readonly list: boolean;
  readonly describe: string | null;
  readonly protosetOut: string | null;
}

export const EXPLORE: OptionTable<ExploreValues> = {
  list: flag('list the services and their methods, and call nothing'),
  describe: text(
    '<name>',
    null,
    'print the .proto file that declares a service, method, message or enum; call nothing',
  ),
  protosetOut: text('<file>', null, 'save the schema as a descriptor set'),
};

/** The files that were named. */
export function schemaFiles({ proto, importPath, protoset }: SchemaValues): SchemaFiles {
  return { protos: proto, importPaths: importPath, protosets: protoset };
}
