import { callStatus, parseStatus } from '../../src/base/status.ts';
import { loadLayout } from '../../src/frame/layout.ts';
import { parseSlos } from '../../src/measure/slo.ts';
import type { Answer, Reply } from '../../src/run/connect/ask.ts';
import type { Listing, Sighting } from '../../src/run/connect/explore.ts';
import type { HealthReply, Inquiry, LayoutSays } from '../../src/run/connect/inquiry.ts';
import type { ConnectPlan } from '../../src/run/connect/plan.ts';
import { streamPlan } from './plan.ts';

/** A complete plan for a plaintext server on loopback, with quick retries. */
export function connectPlan(address: string, changes: Partial<ConnectPlan> = {}): ConnectPlan {
  const { reach, embedded, settings, labels, notes, metadata, maxMessageSize } = streamPlan(address);
  return {
    command: 'connect',
    reach,
    embedded,
    failOn: 'error',
    slos: parseSlos([], { command: 'connect' }),
    settings,
    labels,
    notes,
    layouts: [loadLayout('datastream'), loadLayout('pandadatastream')],
    isLayoutNamed: false,
    services: [],
    severities: new Map(),
    metadata,
    questionMs: 5000,
    maxMessageSize,
    ...changes,
  };
}

/** An answer as it is read. */
export function read<T>(value: T): Answer<T> {
  return { kind: 'read', value };
}

/** A status the server gave, by name. */
export function refused(name: string, message = ''): Answer<never> {
  return { kind: 'refused', status: callStatus(parseStatus(name) ?? -1, message, 'server') };
}

export const GARBLED: Answer<never> = { kind: 'garbled', fault: 'byte 0: nonsense' };
export const FOREIGN: Answer<never> = {
  kind: 'foreign',
  status: callStatus(12, 'the peer answered HTTP 404 and HTML, not gRPC', 'http', {
    reason: 'http-status',
    raw: 'HTTP 404',
  }),
};
export const BROKEN: Answer<never> = {
  kind: 'broken',
  status: callStatus(2, 'the peer answered HTML, not gRPC', 'http', { reason: 'not-grpc', raw: 'HTTP 200; text/html' }),
};

export function reply<T>(answer: Answer<T>, method = '/a.B/C'): Reply<T> {
  return { method, answer, ms: 1.5, headersMs: 1, messageMs: 1.2 };
}

export function health(answer: Answer<string>, service = ''): HealthReply {
  return { service, ...reply(answer, '/grpc.health.v1.Health/Check') };
}

const HEALTHY: LayoutSays = { healthy: true, version: '4.2', status: 'SERVING' };

export function listing(sightings: readonly Sighting[], services: readonly string[] = ['a.B']): Listing {
  return { version: 'v1', services, sightings };
}

/** All is well, but for what is changed. */
export function inquiry(changes: Partial<Inquiry> = {}): Inquiry {
  return {
    health: [health(read('SERVING'))],
    layoutHealth: reply(read(HEALTHY), '/datastream.DataStreamService/CheckHealth'),
    reflection: reply(read(listing([{ path: '/a.B/C', kind: 'server_streaming' }])), '/r/I'),
    ...changes,
  };
}
