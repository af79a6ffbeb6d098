import { fileURLToPath } from 'node:url';
import { Failure } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';
import type { FileRegistry } from '../schema/descriptors.ts';
import { registryBytes } from '../schema/descriptor-bytes.ts';
import type { SchemaFiles } from '../schema/schema-files.ts';
import { loadSchemaFiles } from '../schema/schema-files.ts';
import type { ListenOptions, RunningServer } from './grpc-server.ts';
import { startServer } from './grpc-server.ts';
import type { MethodKind, MethodRoute } from './handler.ts';
import type { FileName, HandlerSet, NamedHandler } from './handler-set.ts';
import { readHandlerSet } from './handler-set.ts';
import { GrpcService, HandlerExistsError, HandlerShapeError } from './service.ts';

/** Where the server listens, and schema files beside those the handlers name. */
export interface ServeHandlersOptions extends Omit<ListenOptions, 'descriptors'>, Partial<SchemaFiles> {}

/**
 * Serves handlers with health, and with reflection where they have a .proto.
 * @throws Failure `config` or `file` for what is no handler, a service without methods, or where it cannot listen.
 */
export async function serveHandlers(
  handlers: HandlerSet,
  { protos = [], importPaths = [], protosets = [], ...listen }: ServeHandlersOptions = {},
): Promise<RunningServer> {
  const entries = readHandlerSet(handlers);
  const service = new GrpcService();
  for (const entry of entries) register(service, entry);
  const own = entries.flatMap(({ proto }) => filesOf(proto)).map(pathOf);
  const schema = loadSchemaFiles({ protos: [...new Set([...own, ...protos])], importPaths, protosets });
  const routes = entries.flatMap((entry) => routesOf(entry, schema?.registry ?? null));
  return await startServer(service, routes, {
    ...listen,
    ...(schema === null ? {} : { descriptors: registryBytes(schema.registry) }),
  });
}

function register(service: GrpcService, { service: name, handler }: NamedHandler): void {
  if (/^grpc\.(?:health|reflection)\./.test(name)) {
    throw new Failure('config', `${printable(name, 200)} is a service every server has of its own`);
  }
  try {
    service.registerHandler(name, handler);
  } catch (thrown) {
    if (!(thrown instanceof HandlerExistsError) && !(thrown instanceof HandlerShapeError)) throw thrown;
    throw new Failure('config', printable(thrown.message), { cause: thrown });
  }
}

const KINDS: Readonly<Record<string, MethodKind>> = {
  unary: 'unary',
  server_streaming: 'server-stream',
  client_streaming: 'client-stream',
  bidi_streaming: 'bidi-stream',
};

function routesOf({ service, methods }: NamedHandler, registry: FileRegistry | null): MethodRoute[] {
  const described = registry?.getService(service)?.methods.map(({ name, methodKind }) => [name, KINDS[methodKind]]);
  const all = { ...(described && (Object.fromEntries(described) as Record<string, MethodKind>)), ...methods };
  const routes = Object.entries(all).map(([method, kind]) => ({ service, method, kind }));
  if (routes.length === 0) throw unknownMethods(service, registry);
  return routes;
}

function unknownMethods(service: string, registry: FileRegistry | null): Failure {
  const name = printable(service, 200);
  if (registry === null) {
    return new Failure('config', `the methods of ${name} are not known`, {
      hint: 'give its .proto file, as `proto` beside the handler or with --proto',
    });
  }
  const known = [...registry.files].flatMap(({ services }) => services.map(({ typeName }) => typeName));
  return new Failure('config', `no .proto file has a service ${name} with methods`, {
    hint: didYouMean(service, known) ?? `they have ${known.slice(0, 5).join(', ') || 'no service'}`,
  });
}

function filesOf(proto: NamedHandler['proto'] = []): readonly FileName[] {
  return typeof proto === 'string' || proto instanceof URL ? [proto] : proto;
}

function pathOf(file: FileName): string {
  return typeof file === 'string' ? file : fileURLToPath(file);
}
