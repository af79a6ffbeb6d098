import type { Clock } from '../../base/clock.ts';
import { Failure } from '../../base/failure.ts';
import type { DescMethod } from '../../schema/descriptors.ts';
import { findMethod } from '../../schema/registry.ts';
import type { Connection, Metadata } from '../../wire/types.ts';
import type { Reflection, ReflectionVersion } from '../reflection.ts';
import { openReflection } from '../reflection.ts';
import { ReflectionEnded } from '../reflection-call.ts';
import type { Answer, Reply } from './ask.ts';
import { unanswered } from './ask.ts';

/** What reflection says of a method that was looked for. */
export type Sighting =
  | { readonly path: string; readonly kind: DescMethod['methodKind'] }
  | { readonly path: string; readonly kind: 'absent' }
  | { readonly path: string; readonly kind: 'unknown'; readonly why: string };

/** What a server says of its services. */
export interface Listing {
  readonly version: ReflectionVersion;
  readonly services: readonly string[];
  readonly sightings: readonly Sighting[];
}

/** How long each question may take, and what goes with it. */
export interface ExploreOptions {
  readonly metadata: Metadata;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

const METHOD = 'ServerReflectionInfo';

/** Lists the services, and looks for `paths` (`/package.Service/Method`) among them. Never rejects for what a peer does. */
export async function explore(
  connection: Connection,
  paths: readonly string[],
  options: ExploreOptions,
): Promise<Reply<Listing>> {
  const { clock } = options;
  const sentAt = clock.now();
  let method = `/grpc.reflection.v1.ServerReflection/${METHOD}`;
  const reply = (answer: Answer<Listing>): Reply<Listing> => ({
    method,
    answer,
    ms: clock.now() - sentAt,
    headersMs: null,
    messageMs: null,
  });
  try {
    const reflection = await openReflection(connection, options);
    method = `/grpc.reflection.${reflection.version}.ServerReflection/${METHOD}`;
    try {
      return reply({ kind: 'read', value: await list(reflection, paths) });
    } finally {
      reflection.close();
    }
  } catch (thrown) {
    return reply(whyNot(thrown));
  }
}

async function list(reflection: Reflection, paths: readonly string[]): Promise<Listing> {
  const services = await reflection.services();
  const sightings: Sighting[] = [];
  for (const path of paths) sightings.push(await sight(reflection, services, path));
  return { version: reflection.version, services, sightings };
}

async function sight(reflection: Reflection, services: readonly string[], path: string): Promise<Sighting> {
  const service = path.slice(1, path.lastIndexOf('/'));
  if (!services.includes(service)) return { path, kind: 'absent' };
  try {
    const registry = await reflection.registry([service]);
    return { path, kind: findMethod(registry, path).methodKind };
  } catch (thrown) {
    const { code, message } = Failure.from(thrown);
    const isOver = thrown instanceof ReflectionEnded && unanswered(thrown.end).kind === 'broken';
    if (isOver || code === 'internal') throw thrown;
    return code === 'config' ? { path, kind: 'absent' } : { path, kind: 'unknown', why: message };
  }
}

function whyNot(thrown: unknown): Answer<never> {
  const failure = Failure.from(thrown);
  if (failure.code === 'internal') throw thrown;
  // Of two versions that are not there the first tells how the server says so.
  const told = failure.cause instanceof ReflectionEnded ? failure.cause : failure;
  return told instanceof ReflectionEnded ? unanswered(told.end) : { kind: 'garbled', fault: told.message };
}
