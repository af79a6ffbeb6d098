import type { GapSummary, Metrics, RunResult } from '../base/result.ts';
import { plural, printable } from '../base/text.ts';
import { formatMs, formatNumber } from '../base/units.ts';
import type { Style } from './style.ts';
import { labelled } from './wrap.ts';

/** The measures with their units; what could not be computed is said, never shown as 0. Empty without measures. */
export function measuresPart({ metrics, call }: RunResult, { width, chalk }: Style): string[] {
  if (metrics === null) return [];
  const rows = measureRows(metrics, call === null ? 'frame' : 'message');
  const column = Math.max(...rows.map(([label]) => label.length)) + 4;
  const lines = rows.map(([label, text]) => labelled(`  ${label}`, printable(text, 2000), width, column));
  return [[chalk.bold('measures'), ...lines].join('\n')];
}

/** Label and text of each measure. */
export function measureRows(metrics: Metrics, unit: string): (readonly [label: string, text: string])[] {
  const { gapMs, latenessMs, jitterMs, freezes, overhead } = metrics;
  return [
    [`first ${unit}`, firstWords(metrics)],
    ['rate', rateWords(metrics)],
    ['gap', gapWords(gapMs)],
    ...(gapMs.reason === undefined ? [] : [['', gapMs.reason] as const]),
    [
      'jitter',
      jitterMs === null
        ? 'none: no source times and no nominal cadence'
        : `mean ${formatMs(jitterMs.mean)}, max ${formatMs(jitterMs.max)}, final ${formatMs(jitterMs.final)} ` +
          `(${jitterMs.formula}, against ${jitterMs.source})` +
          (jitterMs.pdvP95 === null ? '' : `; PDV p95 ${formatMs(jitterMs.pdvP95)} (RFC 5481)`),
    ],
    [
      'freezes',
      freezes === null
        ? 'not judged: fewer than 5 gaps'
        : freezes.count === 0
          ? 'none'
          : `${freezes.count}, ${formatMs(freezes.totalMs)} in all, longest ${formatMs(freezes.longestMs)}` +
            (freezes.timeShare === null ? '' : `, ${formatNumber(freezes.timeShare * 100, 2)} % of the time`),
    ],
    ...(latenessMs === null
      ? []
      : [
          [
            'lateness',
            `p50 ${ms(latenessMs.p50)}, p95 ${ms(latenessMs.p95)}, p99 ${ms(latenessMs.p99)}, ` +
              `max ${ms(latenessMs.max)} against one every ${formatMs(latenessMs.nominalMs)} (${latenessMs.origin})`,
          ] as const,
        ]),
    [
      'ourselves',
      `loop delay p99 ${measured(overhead.loopDelayP99Ms)}, validation mean ${measured(millis(overhead.validationMeanUs))}, ` +
        `backlog at most ${overhead.backlogMax}`,
    ],
  ];
}

/** `p50 50.0 ms, p90 51.0 ms, p95 52.1 ms (95 % CI 51.0 ms..53.0 ms), ..., max 61.2 ms, n=199`. */
function gapWords(gap: GapSummary): string {
  if (gap.count === 0) return 'none: fewer than 2 messages';
  const percentiles = (
    [
      ['p50', gap.p50],
      ['p90', gap.p90],
      ['p95', gap.p95],
      ['p99', gap.p99],
      ['p99.9', gap.p999],
    ] as const
  ).flatMap(([name, value]) => {
    if (value === null) return [];
    const interval = name === 'p95' && gap.p95Interval !== null ? ` (95 % CI ${intervalWords(gap.p95Interval)})` : '';
    return [`${name} ${formatMs(value)}${interval}`];
  });
  return [
    ...percentiles,
    `max ${ms(gap.max)}`,
    `mean ${ms(gap.mean)} +- ${ms(gap.stddev)}`,
    `n=${gap.count}`,
    ...(gap.coalescedShare === null || gap.coalescedShare === 0
      ? []
      : [`${formatNumber(gap.coalescedShare * 100, 1)} % coalesced`]),
  ].join(', ');
}

/** The interval takes gaps to be independent, which they are not quite; the heading of the docs says so too. */
function intervalWords([low, high]: readonly [number | null, number | null]): string {
  return `${low === null ? '?' : formatMs(low)}..${high === null ? 'not estimable' : formatMs(high)}, gaps taken as independent`;
}

function firstWords({ firstFrameMs, firstFrameFromDialMs }: Metrics): string {
  if (firstFrameMs === null) return 'none came';
  const dial = firstFrameFromDialMs === null ? '' : `, ${formatMs(firstFrameFromDialMs)} after dialling began`;
  return `${formatMs(firstFrameMs)} after the request${dial}`;
}

function rateWords({ fps, fpsPerStream, throughputMBps }: Metrics): string {
  if (fps === null) return 'not estimable';
  const each =
    fpsPerStream === undefined
      ? ''
      : ` (per stream ${perSecond(fpsPerStream.min)} / ${perSecond(fpsPerStream.median)} / ${perSecond(fpsPerStream.max)})`;
  const payload = throughputMBps === null ? '' : `, payload ${formatNumber(throughputMBps)} MB/s`;
  return `${plural(Number(fps.toFixed(2)), 'fps', 'fps')}${each}${payload}`;
}

function perSecond(value: number | null): string {
  return value === null ? 'n/a' : formatNumber(value, 2);
}

function ms(value: number | null): string {
  return value === null ? 'not estimable' : formatMs(value);
}

function measured(value: number | null): string {
  return value === null ? 'not measured' : formatMs(value);
}

function millis(us: number | null): number | null {
  return us === null ? null : us / 1000;
}
