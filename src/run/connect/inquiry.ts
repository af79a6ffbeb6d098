import type { Clock } from '../../base/clock.ts';
import { encodeHealthRequest, readHealthResponse } from '../../schema/health-messages.ts';
import type { Connection } from '../../wire/types.ts';
import type { AskOptions, Question, Reply } from './ask.ts';
import { ask } from './ask.ts';
import type { Listing } from './explore.ts';
import { explore } from './explore.ts';
import type { ConnectPlan } from './plan.ts';

/** The health of one service, by its name; empty for the server as a whole. */
export interface HealthReply extends Reply<string> {
  readonly service: string;
}

/** What a layout's own health method says; null is what its answer has no field for. */
export interface LayoutSays {
  readonly healthy: boolean | null;
  readonly version: string | null;
  readonly status: string | null;
}

/** Everything a server was asked, and its answers. */
export interface Inquiry {
  /** The server as a whole first. */
  readonly health: readonly [HealthReply, ...HealthReply[]];
  /** Null when no layout has a health method. */
  readonly layoutHealth: Reply<LayoutSays> | null;
  readonly reflection: Reply<Listing>;
}

/** Asks everything at once, so that a server that does not answer costs the time of one question. Never rejects for what a peer does. */
export async function inquire(connection: Connection, plan: ConnectPlan, clock: Clock): Promise<Inquiry> {
  const { metadata, maxMessageSize, questionMs: timeoutMs } = plan;
  const options = { metadata, maxMessageSize, timeoutMs };
  const [whole, services, layoutHealth, reflection] = await Promise.all([
    askHealth(connection, '', options),
    Promise.all(plan.services.map((service) => askHealth(connection, service, options))),
    askLayout(connection, plan, options),
    explore(
      connection,
      plan.layouts.map(({ method }) => method),
      { metadata, timeoutMs, clock },
    ),
  ]);
  return { health: [whole, ...services], layoutHealth, reflection };
}

async function askHealth(connection: Connection, service: string, options: AskOptions): Promise<HealthReply> {
  const question: Question<string> = {
    method: '/grpc.health.v1.Health/Check',
    request: encodeHealthRequest(service),
    read: (bytes) => {
      const response = readHealthResponse(bytes);
      if ('status' in response) return { kind: 'read', value: response.status };
      return { kind: 'garbled', fault: `no HealthCheckResponse: ${response.fault}` };
    },
  };
  return { service, ...(await ask(connection, question, options)) };
}

async function askLayout(
  connection: Connection,
  { layouts }: ConnectPlan,
  options: AskOptions,
): Promise<Reply<LayoutSays> | null> {
  const health = layouts.map((layout) => layout.health).find((each) => each !== null);
  if (!health) return null;
  const question: Question<LayoutSays> = {
    method: health.method,
    request: health.request,
    read: (bytes) => {
      const value = health.decode(bytes);
      return value === null ? { kind: 'garbled', fault: 'not the message the layout names' } : { kind: 'read', value };
    },
  };
  return await ask(connection, question, options);
}
