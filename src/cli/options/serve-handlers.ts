import { text } from '../kinds.ts';
import type { OptionTable } from '../option.ts';
import type { OutputValues } from './output.ts';
import type { SchemaValues } from './schema.ts';
import { SCHEMA } from './schema.ts';
import { SERVE } from './serve.ts';
import type { ServerTlsValues } from './server-tls.ts';

/** The server of a user's own handlers. */
export interface HandlerServerValues extends SchemaValues {
  readonly handlers: string | null;
  readonly host: string;
  readonly port: number;
}

/** All options of `serve --handlers`. */
export type ServeHandlersValues = HandlerServerValues & ServerTlsValues & Pick<OutputValues, 'config' | 'quiet'>;

export const HANDLER_SERVER: OptionTable<HandlerServerValues> = {
  handlers: text(
    '<file.js>',
    null,
    'serve the handlers this module exports: { service, handler, proto }, one or several',
  ),
  host: SERVE.host,
  port: SERVE.port,
  proto: { ...SCHEMA.proto, help: '.proto file of the handlers: their methods, and what reflection says' },
  importPath: SCHEMA.importPath,
  protoset: { ...SCHEMA.protoset, help: 'descriptor set of the handlers, as `protoc --include_imports` makes it' },
};
