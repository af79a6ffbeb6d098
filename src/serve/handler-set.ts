import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import type { GrpcHandler, MethodKind } from './handler.ts';

/** A file: its path, or its URL. */
export type FileName = string | URL;

/** A handler with what a server has to know beside it. */
export interface ServedHandler {
  readonly handler: GrpcHandler;
  /** The .proto file of the service, or several: its methods, and what reflection says of it. */
  readonly proto?: FileName | readonly FileName[];
  /** The methods by name, where there is no .proto. */
  readonly methods?: Readonly<Record<string, MethodKind>>;
}

/** A handler under its service. */
export interface NamedHandler extends ServedHandler {
  /** Fully qualified. */
  readonly service: string;
}

/** Handlers to serve: a list, or a map by fully qualified service name. */
export type HandlerSet = readonly NamedHandler[] | Readonly<Record<string, GrpcHandler | ServedHandler>>;

const KINDS: readonly unknown[] = [
  'unary',
  'server-stream',
  'client-stream',
  'bidi-stream',
] satisfies readonly MethodKind[];

/** The entries of a list or a map of handlers; whether each is a handler is for the registry to say. @throws Failure `config`. */
export function readHandlerSet(given: unknown): NamedHandler[] {
  if (!isObject(given)) throw misfit(`handlers are a list or an object, not ${typeName(given)}`);
  const entries = Array.isArray(given)
    ? given.map((entry: unknown, index) => inList(entry, index))
    : Object.entries(given).map(([service, entry]) => inMap(service, entry));
  if (entries.length === 0) throw misfit('there is no handler to serve');
  return entries;
}

function inList(entry: unknown, index: number): NamedHandler {
  if (!isObject(entry)) throw misfit(`handlers[${index}] is ${typeName(entry)}`);
  const service: unknown = Reflect.get(entry, 'service');
  if (typeof service !== 'string' || service === '') throw misfit(`handlers[${index}] has no service`);
  return served(service, entry);
}

function inMap(service: string, entry: unknown): NamedHandler {
  if (!isObject(entry)) throw misfit(`the handler of ${printable(service, 200)} is ${typeName(entry)}`);
  return 'handler' in entry ? served(service, entry) : { service, handler: entry as GrpcHandler };
}

function served(service: string, entry: object): NamedHandler {
  const { handler, proto, methods } = entry as Partial<Record<keyof ServedHandler, unknown>>;
  const whose = printable(service, 200);
  if (handler === undefined) throw misfit(`the entry of ${whose} has no handler`);
  const files = proto === undefined || Array.isArray(proto) ? (proto ?? []) : [proto];
  if (!files.every(isFileName)) throw misfit(`the proto of ${whose} is neither a path nor a URL of a file`);
  if (methods !== undefined) checkMethods(whose, methods);
  return {
    service,
    handler: handler as GrpcHandler,
    proto: files,
    ...(methods === undefined ? {} : { methods: methods as Readonly<Record<string, MethodKind>> }),
  };
}

function checkMethods(whose: string, methods: unknown): void {
  if (!isObject(methods)) throw misfit(`the methods of ${whose} are ${typeName(methods)}`);
  for (const [name, kind] of Object.entries(methods)) {
    if (!KINDS.includes(kind)) throw misfit(`${whose}/${printable(name, 100)} is none of ${KINDS.join(', ')}`);
  }
}

function isFileName(value: unknown): value is FileName {
  return (typeof value === 'string' && value !== '') || (value instanceof URL && value.protocol === 'file:');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function typeName(value: unknown): string {
  return value === undefined || value === null ? 'missing' : `a ${typeof value}`;
}

function misfit(message: string): Failure {
  return new Failure('config', message, {
    hint: 'an entry is { service, handler, proto }, as docs/api.md has it',
  });
}
