import type { BenchPart, BenchProcess, BenchStarts, HistogramBar } from '../base/bench-result.ts';
import type { RunResult } from '../base/result.ts';
import { plural, printable } from '../base/text.ts';
import { formatMs } from '../base/units.ts';
import { callRows, lanesWords } from './bench-calls.ts';
import { percentileWords } from './measures-part.ts';
import type { Style } from './style.ts';
import { labelled } from './wrap.ts';

const COLUMN = 16;
/** More processes are told of together only. */
const LISTED = 8;

/** What a bench measured beside the measures every stream has, and its gaps as a drawing. Empty for other commands. */
export function benchParts({ bench }: RunResult, style: Style): string[] {
  if (bench === undefined) return [];
  const rows = benchRows(bench).map(([label, text]) =>
    labelled(`  ${label}`, printable(text, 2000), style.width, COLUMN),
  );
  const drawn = bench.calls
    ? drawing('latency of all calls', bench.calls.bars, style)
    : drawing('gaps of all streams', bench.gapBars, style);
  return [[style.chalk.bold('bench'), ...rows].join('\n'), ...drawn];
}

/** Label and text of each measure of the bench alone. */
export function benchRows(bench: BenchPart): (readonly [label: string, text: string])[] {
  const { streams, connections, starts, process, processes = [] } = bench;
  const dials = connections.map(({ ms }) => ms);
  return [
    [
      'load',
      `${bench.calls ? lanesWords(bench) : plural(streams, 'stream')} over ${plural(connections.length, 'connection')}${shardWords(bench)}`,
    ],
    ...(bench.repeats ? [['repeats', repeatsWords(bench.repeats)] as const] : []),
    ['connecting', `${formatMs(Math.min(...dials))}..${formatMs(Math.max(...dials))} a connection`],
    ...(starts ? [['starts', startWords(starts)] as const] : []),
    ...(bench.calls ? callRows(bench) : firstRows(bench)),
    [processesLabel(bench), processWords(process)],
    ...(processes.length > 1 && processes.length <= LISTED
      ? processes.map(
          (each, n) => [bench.workers === undefined ? `  ${n}` : `  worker ${n + 1}`, processWords(each)] as const,
        )
      : []),
  ];
}

/** How the streams began and ended. */
function firstRows({
  firstFrameMs,
  firstFrameCorrectedMs,
  statuses,
}: BenchPart): (readonly [label: string, text: string])[] {
  const { count, reason } = firstFrameMs;
  return [
    ['first frames', firstFrameWords(firstFrameMs)],
    ...(firstFrameCorrectedMs ? [['from the plan', firstFrameWords(firstFrameCorrectedMs)] as const] : []),
    ...(count > 0 && reason !== undefined ? [['', reason] as const] : []),
    ['ends', statuses.map((each) => `${each.streams} ${each.status}`).join(', ')],
  ];
}

/** Whose use it is. */
function processesLabel({ workers, processes = [] }: BenchPart): string {
  if (workers !== undefined) return `${workers} workers`;
  return processes.length < 2 ? 'this process' : plural(processes.length, 'process', 'processes');
}

/** `, share 0 of 3`, as `--shard` has it. */
function shardWords({ shard }: BenchPart): string {
  return shard === undefined ? '' : `, share ${shard.index} of ${shard.of}`;
}

function firstFrameWords(waits: BenchPart['firstFrameMs']): string {
  const { count, min, max } = waits;
  if (min === null || max === null) return 'no stream had one';
  return [`min ${formatMs(min)}`, ...percentileWords(waits, 'streams'), `max ${formatMs(max)}`, `n=${count}`].join(
    ', ',
  );
}

/** `100 planned, one every 20.0 ms: 100 started (max 2.1 ms after the plan), 0 late, 0 missed`. */
function startWords({ everyMs, planned, started, late, missed, maxLateMs }: BenchStarts): string {
  const after = maxLateMs === null ? '' : ` (max ${formatMs(maxLateMs)} after the plan)`;
  return `${planned} planned, one every ${formatMs(everyMs)}: ${started} started${after}, ${late} late, ${missed} missed`;
}

/** `98 of 100 passed, 2 broken; fps 19.8 / 20.0 / 20.1 (min, median, max)`. */
function repeatsWords(repeats: NonNullable<BenchPart['repeats']>): string {
  const outcomes = new Map<string, number>();
  for (const { outcome } of repeats) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const passed = outcomes.get('passed') ?? 0;
  outcomes.delete('passed');
  const others = [...outcomes].map(([outcome, count]) => `, ${count} ${outcome}`).join('');
  const areCalls = repeats.some(({ callsPerSecond }) => callsPerSecond !== undefined);
  const rates = repeats
    .flatMap(({ fps, callsPerSecond }) => (areCalls ? callsPerSecond : fps) ?? [])
    .toSorted((a, b) => a - b);
  const [least = 0, middle = 0, most = 0] = [rates[0], rates[(rates.length - 1) >> 1], rates.at(-1)];
  const spread = `; ${areCalls ? 'calls/s' : 'fps'} ${least.toFixed(1)} / ${middle.toFixed(1)} / ${most.toFixed(1)} (min, median, max)`;
  return `${passed} of ${repeats.length} passed${others}${rates.length === 0 ? '' : spread}`;
}

function processWords({ wallMs, cpuMs, loopBusy, loopDelayP99Ms }: BenchProcess): string {
  const delay = loopDelayP99Ms === null ? '' : `, up to ${formatMs(loopDelayP99Ms)} late (p99)`;
  const cpu = cpuMs === null ? '' : `${formatMs(cpuMs)} of CPU in `;
  return `${cpu}${formatMs(wallMs)}, loop busy ${(loopBusy * 100).toFixed(0)} % of the time${delay}`;
}

/** Eighths of a column. */
const BLOCKS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** One line a bar, the longest as long as the width allows; a bar that holds something is never invisible. */
function drawing(title: string, bars: readonly HistogramBar[], { chalk, width }: Style): string[] {
  const most = Math.max(...bars.map(({ count }) => count));
  if (bars.length === 0 || most === 0) return [];
  const limits = bars.map(({ toMs }) => formatMs(toMs));
  const counts = bars.map(({ count }) => String(count));
  const [limitWidth, countWidth] = [longest(limits), longest(counts)];
  const room = Math.max(8, width - limitWidth - countWidth - 9);
  const lines = bars.map(({ count }, n) => {
    const eighths = count === 0 ? 0 : Math.max(1, Math.round((8 * room * count) / most));
    const bar = `${'█'.repeat(Math.floor(eighths / 8))}${BLOCKS[eighths % 8] ?? ''}`;
    return `  <= ${(limits[n] ?? '').padStart(limitWidth)}  ${(counts[n] ?? '').padStart(countWidth)}  ${bar}`.trimEnd();
  });
  return [[chalk.bold(title), ...lines].join('\n')];
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}
