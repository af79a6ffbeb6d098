import { Gauge, Registry, Counter } from 'prom-client';
import type { ServerStatistics } from './server-statistics.ts';

export const PROMETHEUS_TYPE: string = Registry.PROMETHEUS_CONTENT_TYPE;

type Value = number | null;
type Labelled = readonly (readonly [labels: Readonly<Record<string, string>>, value: Value])[];

const STATES = ['closed', 'open', 'half_open'] as const;

/** The statistics in the text format of Prometheus. What is not known is left out. */
export function prometheusText(statistics: ServerStatistics): Promise<string> {
  const registry = new Registry();
  for (const row of gauges(statistics).filter(isKnown)) {
    const gauge = new Gauge(made(registry, row));
    for (const [labels, value] of valuesOf(row)) gauge.set(labels, value);
  }
  for (const row of counters(statistics).filter(isKnown)) {
    const counter = new Counter(made(registry, row));
    for (const [labels, value] of valuesOf(row)) counter.inc(labels, value);
  }
  return registry.metrics();
}

interface MetricOptions {
  readonly name: string;
  readonly help: string;
  readonly labelNames: string[];
  readonly registers: Registry[];
}

type Row = readonly [name: string, help: string, value: Value | Labelled];

function gauges({ sessions, asked, process, uptimeMs }: ServerStatistics): readonly Row[] {
  const { publisher, breaker } = sessions;
  const { p50, p95, p99 } = asked.roundTripMs;
  return [
    ['session_connections', 'Clients that are connected.', sessions.totalConnections],
    ['session_active_connections', 'Clients with a message in the last 5 minutes.', sessions.activeConnections],
    ['session_pending_commands', 'Commands that wait for their acknowledgement.', sessions.pendingCommands],
    ['session_publish_queue', 'Publications that wait.', publisher?.queued ?? null],
    [
      'session_breaker_state',
      'State of the circuit breaker, 1 for the one it is in.',
      breaker === null ? [] : STATES.map((state) => [{ state }, state === breaker.state ? 1 : 0] as const),
    ],
    [
      'session_command_round_trip_seconds',
      'From sending a command that was asked for to its acknowledgement.',
      [
        [{ quantile: '0.5' }, seconds(p50)],
        [{ quantile: '0.95' }, seconds(p95)],
        [{ quantile: '0.99' }, seconds(p99)],
      ],
    ],
    ['session_uptime_seconds', 'Time since the server started.', uptimeMs / 1000],
    ['process_resident_memory_bytes', 'Resident memory.', process.rssBytes],
    ['nodejs_heap_size_used_bytes', 'Used heap.', process.heapUsedBytes],
  ];
}

function counters({ sessions, asked }: ServerStatistics): readonly Row[] {
  const { publisher } = sessions;
  return [
    ['session_connections_opened_total', 'Streams there have been.', sessions.openedConnections],
    ['session_messages_total', 'Messages of clients.', sessions.messages],
    ['session_heartbeats_total', 'Heartbeats among them.', sessions.heartbeats],
    ['session_acknowledgements_total', 'Acknowledgements among them.', sessions.acknowledgements],
    ['session_ignored_acknowledgements_total', 'Acknowledgements nobody waited for.', sessions.ignoredAcknowledgements],
    ['session_commands_total', 'Commands sent, pings included.', sessions.commands],
    ['session_pings_total', 'Pings among them.', sessions.pings],
    ['session_errors_total', 'Messages that could not be processed.', sessions.errors],
    ['session_asked_commands_total', 'Commands sent because clients asked for them.', asked.sent],
    ['session_asked_acknowledged_total', 'Those of them that were acknowledged.', asked.acknowledged],
    [
      'session_publications_total',
      'Publications by what became of them.',
      publisher === null
        ? []
        : (['published', 'failed', 'refused', 'dropped', 'rejected'] as const).map(
            (outcome) => [{ outcome }, publisher[outcome]] as const,
          ),
    ],
  ];
}

/** A metric without a value would show as 0. */
function isKnown(row: Row): boolean {
  return valuesOf(row).length > 0;
}

function made(registry: Registry, row: Row): MetricOptions {
  const [name, help] = row;
  return { name, help, labelNames: Object.keys(valuesOf(row)[0]?.[0] ?? {}), registers: [registry] };
}

function valuesOf([, , value]: Row): (readonly [labels: Readonly<Record<string, string>>, value: number])[] {
  const all: Labelled = typeof value === 'number' || value === null ? [[{}, value]] : value;
  return all.flatMap(([labels, each]) => (each === null ? [] : [[labels, each] as const]));
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}
