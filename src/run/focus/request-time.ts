import { parseDuration } from '../../base/units.ts';

/**
 * A time of a configure request as epoch seconds: a number, also as text, `now`, or `now-10m`; `nowMs` is epoch ms.
 * Undefined when it is none of them.
 */
export function requestSeconds(value: unknown, nowMs: number): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const match = /^now(?:\s*-\s*(\S.*))?$/i.exec(text);
  if (!match) return undefined;
  const ago = match[1] === undefined ? 0 : parseDuration(match[1]);
  return ago === undefined ? undefined : Math.max(0, Math.round((nowMs - ago) / 1000));
}

/** Whether a number of seconds can only have been meant as milliseconds: beyond the year 2100. */
export function looksLikeMs(seconds: number): boolean {
  return seconds >= Date.UTC(2101, 0) / 1000;
}
