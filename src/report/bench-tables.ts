import type { BenchConnection, BenchRepeat } from '../base/bench-result.ts';
import type { RunResult } from '../base/result.ts';
import { formatMs } from '../base/units.ts';
import { mergedRows } from './merged-part.ts';
import { amount } from './words.ts';

/** Titles and rows of a table, as texts. */
export interface Rows {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** More rows are cut, and what was left out is said. */
const MOST = 50;

/** What a bench has several of: connections, repeats, runs it was merged from. None of what it has one of. */
export function benchTables({ bench, mergedFrom }: RunResult): Rows[] {
  const { connections = [], repeats = [] } = bench ?? {};
  const [mergedHeads = [], ...merged] = mergedFrom === undefined ? [] : mergedRows(mergedFrom);
  const tables: Rows[] = [
    bench?.calls
      ? { heads: CALL_REPEAT_HEADS, rows: repeats.map(callRepeatRow) }
      : { heads: REPEAT_HEADS, rows: repeats.map(repeatRow) },
    { heads: CONNECTION_HEADS, rows: connections.length > 1 ? connections.map(connectionRow) : [] },
    { heads: mergedHeads, rows: merged },
  ];
  return tables.filter(({ rows }) => rows.length > 0).map(bounded);
}

const CONNECTION_HEADS = ['connection', 'streams', 'connecting', 'dns', 'tcp', 'tls', 'http2'] as const;

function connectionRow(connection: BenchConnection, n: number): string[] {
  const { streams, ms, dnsMs, tcpMs, tlsMs, http2Ms } = connection;
  const phases = [dnsMs, tcpMs, tlsMs, http2Ms].map((phase) => (phase === null ? '' : formatMs(phase)));
  return [String(n), String(streams), formatMs(ms), ...phases];
}

const REPEAT_HEADS = [
  'repeat',
  'outcome',
  'frames',
  'rate',
  'payload',
  'gap p50',
  'gap p95',
  'gap p99',
  'first frame max',
];

function repeatRow(repeat: BenchRepeat): string[] {
  const { n, outcome, frames, fps, throughputMBps, gapP50, gapP95, gapP99, firstFrameMax } = repeat;
  const times = [gapP50, gapP95, gapP99, firstFrameMax].map((ms) => amount(ms, 'ms'));
  return [String(n), outcome, String(frames), amount(fps, 'fps'), amount(throughputMBps, 'MB/s'), ...times];
}

const CALL_REPEAT_HEADS = ['repeat', 'outcome', 'answers', 'rate', 'latency p50', 'latency p95', 'latency p99'];

function callRepeatRow(repeat: BenchRepeat): string[] {
  const { n, outcome, frames, callsPerSecond = null, callP50 = null, callP95 = null, callP99 = null } = repeat;
  const times = [callP50, callP95, callP99].map((ms) => amount(ms, 'ms'));
  return [String(n), outcome, String(frames), amount(callsPerSecond, 'calls/s'), ...times];
}

function bounded({ heads, rows }: Rows): Rows {
  if (rows.length <= MOST) return { heads, rows };
  const rest = heads.map((_, column) => (column === 0 ? `${rows.length - MOST} more` : ''));
  return { heads, rows: [...rows.slice(0, MOST), rest] };
}
