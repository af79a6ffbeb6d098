import type { Fact } from '../base/expectation.ts';
import { usage } from '../base/failure.ts';
import { didYouMean } from '../base/text.ts';
import { formatNumber, parseDuration, parsePercent } from '../base/units.ts';
export { judgeSlos } from './slo-judge.ts';
export type { Slo } from './slo-table.ts';
import { STREAM_METRICS } from './slo-table.ts';
import type { Slo, SloUnit } from './slo-table.ts';

/** What the defaults depend on. */
export interface SloContext {
  readonly command: string;
  /** Nominal frames a second, where known. */
  readonly nominalFps?: number;
  /** Longest time to the first frame when it is longer than 5 s, ms. */
  readonly firstFrameMs?: Fact<number>;
  /** In place of our own defaults. */
  readonly defaults?: readonly Slo[];
  /** Where the user's expressions stand; default `--slo`. */
  readonly origin?: string;
}

const FIRST_FRAME_MS = 5000;

/**
 * The thresholds of a run: the defaults, each replaced by what the user says about its metric. Each text is a
 * comma-separated list of `metric<limit` or `metric>limit`, also with `<=` and `>=`; `none` clears the defaults. Throws Failure `usage`.
 */
export function parseSlos(
  texts: readonly string[],
  context: SloContext,
  table: Readonly<Record<string, { readonly unit: SloUnit }>> = STREAM_METRICS,
): Slo[] {
  const origin = context.origin ?? '--slo';
  const words = texts.flatMap((text) => text.split(',')).map((word) => word.trim());
  const given = words
    .filter((word) => word !== '' && word !== 'none')
    .map((word) => parseExpression(word, origin, Object.entries(table)));
  const replaced = new Set(given.map(({ metric }) => metric));
  const defaults = words.includes('none') ? [] : (context.defaults ?? defaultSlos(context));
  return [...defaults.filter(({ metric }) => !replaced.has(metric)), ...given];
}

/**
 * The default thresholds: connect, and but for `connect` itself the first frame, always; gap and rate for `bench` or with a nominal cadence, which
 * widens them when it is slower than they are.
 */
export function defaultSlos({ command, nominalFps, firstFrameMs }: SloContext): Slo[] {
  const connect = fallback('connect', '<', 10_000, 'ms');
  if (command === 'connect') return [connect];
  const firstFrame = Math.max(FIRST_FRAME_MS, firstFrameMs?.value ?? 0);
  const slos = [
    connect,
    fallback('first-frame', '<', firstFrame, 'ms', firstFrame > FIRST_FRAME_MS ? firstFrameMs?.origin : undefined),
  ];
  if (command !== 'bench' && nominalFps === undefined) return slos;
  const gap = Math.max(1000, nominalFps === undefined ? 0 : 3000 / nominalFps);
  const fps = Math.min(10, nominalFps === undefined ? Infinity : 0.9 * nominalFps);
  const nominal = `scaled to the nominal ${formatNumber(nominalFps ?? 0)} fps`;
  return [
    ...slos,
    fallback('gap-p95', '<', gap, 'ms', gap > 1000 ? nominal : undefined),
    fallback('fps', '>', fps, 'fps', fps < 10 ? nominal : undefined),
  ];
}

/** The one limit of the time to the first frame, ms, that the threshold and `stream.first-frame` share. */
export function firstFrameLimit(slos: readonly Slo[]): Fact<number> {
  const limits = slos.filter(({ metric, operator }) => metric === 'first-frame' && operator.startsWith('<'));
  const [strictest] = limits.toSorted((a, b) => a.limit - b.limit);
  return strictest === undefined
    ? { value: FIRST_FRAME_MS, origin: 'default' }
    : { value: strictest.limit, origin: strictest.origin };
}

function fallback(metric: string, operator: '<' | '>', limit: number, unit: SloUnit, note?: string): Slo {
  const text = unit === 'ms' ? `${formatNumber(limit / 1000)}s` : formatNumber(limit);
  const slo: Slo = { expression: `${metric}${operator}${text}`, metric, operator, limit, origin: 'default' };
  return note === undefined ? slo : { ...slo, note };
}

function parseExpression(
  text: string,
  origin: string,
  metrics: readonly (readonly [name: string, definition: { readonly unit: SloUnit }])[],
): Slo {
  const match = /^([A-Za-z][\w.-]*)\s*([<>]=?|=)\s*([^<>=].*)$/.exec(text);
  if (!match) {
    throw usage(
      `${origin}: ${JSON.stringify(text)} is no threshold`,
      'write metric<limit, metric>limit (or <=, >=) or, for a count, metric=limit, or none',
    );
  }
  const [, name = '', operator, limitText = ''] = match;
  const definition = metrics.find(([known]) => known === name)?.[1];
  if (definition === undefined) {
    const names = metrics.map(([known]) => known);
    throw usage(
      `${origin}: unknown metric ${JSON.stringify(name)}`,
      didYouMean(name, names) ?? `metrics: ${names.join(', ')}`,
    );
  }
  if (operator === '=' && definition.unit !== '') {
    throw usage(
      `${origin}: ${name} is measured, and never equal to anything`,
      `write ${name}<${limitText} or ${name}>${limitText}`,
    );
  }
  const limit = parseLimit(limitText, definition.unit);
  if (limit === undefined) {
    throw usage(
      `${origin}: ${JSON.stringify(limitText)} is no limit for ${name}`,
      `it takes ${TAKES[definition.unit]}`,
    );
  }
  return { expression: text, metric: name, operator: operator as Slo['operator'], limit, origin };
}

const TAKES: Readonly<Record<SloUnit, string>> = {
  ms: 'a time such as 50ms or 1.5s',
  fps: 'frames a second such as 15',
  'calls/s': 'calls a second such as 5000',
  'MB/s': 'megabytes a second such as 4.5',
  share: 'a share such as 5% or 0.05',
  '': 'a number such as 0',
};

function parseLimit(text: string, unit: SloUnit): number | undefined {
  if (unit === 'ms') return parseDuration(text);
  if (unit === 'share' && text.endsWith('%')) return parsePercent(text);
  const digits = unit === '' || unit === 'share' ? text : text.replace(unit, '').trim();
  const value = /^\d+(\.\d+)?$/.test(digits) ? Number(digits) : undefined;
  return unit === 'share' && value !== undefined && value > 1 ? undefined : value;
}
