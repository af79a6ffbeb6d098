import type { GapSummary, Metrics, RoundTripSummary, RunResult } from '../base/result.ts';
import { printable } from '../base/text.ts';
import { formatMs, formatNumber } from '../base/units.ts';
import type { Style } from './style.ts';
import type { Noun } from './words.ts';
import { nounOf } from './words.ts';
import { labelled } from './wrap.ts';

/** The measures with their units; what could not be computed is said, never shown as 0. Empty without measures. */
export function measuresPart({ metrics, call }: RunResult, { width, chalk }: Style): string[] {
  if (metrics === null) return [];
  const rows = measureRows(metrics, nounOf({ call }));
  const column = Math.max(...rows.map(([label]) => label.length)) + 4;
  const lines = rows.map(([label, text]) => labelled(`  ${label}`, printable(text, 2000), width, column));
  return [[chalk.bold('measures'), ...lines].join('\n')];
}

/** Label and text of each measure. */
export function measureRows(metrics: Metrics, noun: Noun): (readonly [label: string, text: string])[] {
  const { gapMs, latenessMs, jitterMs, freezes, overhead, roundTripMs } = metrics;
  const first = [`first ${noun}`, firstWords(metrics)] as const;
  const ourselves = ['ourselves', overheadWords(overhead)] as const;
  // One answer has no gaps, and it needs no saying five times over.
  if (noun === 'message' && gapMs.count === 0) return [first, ...roundTripRows(roundTripMs), ourselves];
  return [
    first,
    ['rate', rateWords(metrics, noun)],
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
    ...roundTripRows(roundTripMs),
    ourselves,
  ];
}

function overheadWords({ loopDelayP99Ms, validationMeanUs, backlogMax }: Metrics['overhead']): string {
  const validation = `validation mean ${measured(millis(validationMeanUs))}`;
  return `loop delay p99 ${measured(loopDelayP99Ms)}, ${validation}, backlog at most ${backlogMax}`;
}

function roundTripRows(trips: RoundTripSummary | undefined): (readonly [label: string, text: string])[] {
  if (trips === undefined) return [];
  if (trips.count === 0) return [['round trip', 'none: no message had a reply']];
  const words = [
    ...percentileWords(trips, 'round trips'),
    `max ${ms(trips.max)}`,
    `mean ${ms(trips.mean)} +- ${ms(trips.stddev)}`,
  ];
  const row = ['round trip', [...words, `n=${trips.count}`].join(', ')] as const;
  return [row, ...(trips.reason === undefined ? [] : [['', trips.reason] as const])];
}

/** `p50 50.0 ms, p90 51.0 ms, p95 52.1 ms (95 % CI 51.0 ms..53.0 ms), ..., max 61.2 ms, n=199`. */
function gapWords(gap: GapSummary): string {
  if (gap.count === 0) return 'none: fewer than 2 messages';
  const percentiles = percentileWords(gap, 'gaps');
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

/** The percentiles that could be estimated, that of p95 with its interval. `noun`: of what, in the plural. */
export function percentileWords(
  { p50, p90, p95, p99, p999, p95Interval = null }: RoundTripSummary | GapSummary,
  noun: string,
): string[] {
  const named = [
    ['p50', p50],
    ['p90', p90],
    ['p95', p95],
    ['p99', p99],
    ['p99.9', p999],
  ] as const;
  return named.flatMap(([name, value]) => {
    if (value === null) return [];
    const interval = name === 'p95' && p95Interval !== null ? ` (95 % CI ${intervalWords(p95Interval, noun)})` : '';
    return [`${name} ${formatMs(value)}${interval}`];
  });
}

/** The interval takes gaps to be independent, which they are not quite; the heading of the docs says so too. */
function intervalWords([low, high]: readonly [number | null, number | null], noun: string): string {
  return `${low === null ? '?' : formatMs(low)}..${high === null ? 'not estimable' : formatMs(high)}, ${noun} taken as independent`;
}

function firstWords({ firstFrameMs, firstFrameFromDialMs }: Metrics): string {
  if (firstFrameMs === null) return 'none came';
  const dial = firstFrameFromDialMs === null ? '' : `, ${formatMs(firstFrameFromDialMs)} after dialling began`;
  return `${formatMs(firstFrameMs)} after the request${dial}`;
}

function rateWords({ fps, fpsPerStream, throughputMBps }: Metrics, noun: Noun): string {
  if (fps === null) return 'not estimable';
  const each =
    fpsPerStream === undefined
      ? ''
      : ` (per stream ${perSecond(fpsPerStream.min)} / ${perSecond(fpsPerStream.median)} / ${perSecond(fpsPerStream.max)})`;
  const payload = throughputMBps === null ? '' : `, payload ${formatNumber(throughputMBps)} MB/s`;
  return `${Number(fps.toFixed(2))} ${noun === 'frame' ? 'fps' : 'messages/s'}${each}${payload}`;
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
