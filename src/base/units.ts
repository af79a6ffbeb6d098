const DURATION: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const SIZE: Record<string, number> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};

/** `10s`, `250ms`, `1m30s`, a bare number of seconds -> milliseconds; `undefined` when it is no duration. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  if (!/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(trimmed)) return undefined;
  let total = 0;
  for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)) {
    total += Number(amount) * (DURATION[unit as string] as number);
  }
  return total;
}

/** `100MiB`, `16kB`, a bare number of bytes -> bytes; `undefined` when it is no size. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([KMG]iB|[kKMG]B|B)?$/.exec(text.trim());
  if (!match) return undefined;
  const bytes = Number(match[1]) * (SIZE[match[2] ?? 'B'] as number);
  return Number.isSafeInteger(Math.round(bytes)) ? Math.round(bytes) : undefined;
}

/** `2%`, `0.5 %` -> a share between 0 and 1; `undefined` when it is none. */
export function parsePercent(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*%$/.exec(text.trim());
  const share = match ? Number(match[1]) / 100 : Number.NaN;
  return share <= 1 ? share : undefined;
}

/** Both ends included; an open end is infinite. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** `1..50`, `-120..0`, `..5`, `3..` -> a range; `undefined` when it is none or runs backwards. */
export function parseRange(text: string): Range | undefined {
  const match = /^\s*([+-]?[\d.]*(?:e[+-]?\d+)?)\.\.([+-]?[\d.]*(?:e[+-]?\d+)?)\s*$/i.exec(text);
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const min = match[1] === '' ? -Infinity : Number(match[1]);
  const max = match[2] === '' ? Infinity : Number(match[2]);
  return min <= max ? { min, max } : undefined;
}

/** Milliseconds for people: `0.42 ms`, `51.3 ms`, `2.50 s`, `3 m 20 s`. */
export function formatMs(ms: number): string {
  if (Math.abs(ms) < 1000) return `${trim(ms, Math.abs(ms) < 10 ? 2 : 1)} ms`;
  if (ms < 120_000) return `${trim(ms / 1000, 2)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 7200) return `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} m`;
}

/** Bytes for people: `512 B`, `102.6 KiB`, `4.4 MiB`. */
export function formatSize(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : trim(value, 1)} ${units[unit]}`;
}

/** Whole numbers with thin grouping, `1 234 567`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** A measured value in as few digits as tell it apart: at most `digits` after the point, no trailing zeros. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Infinity' : '-Infinity';
  if (value !== 0 && (Math.abs(value) < 10 ** -digits || Math.abs(value) >= 1e15)) return value.toPrecision(4);
  return String(Number(value.toFixed(digits)));
}

/** A share in percent, cut off and not rounded: nothing but all of it is `100 %`, nothing below a limit looks like it. */
export function formatPercent(percent: number): string {
  return `${Math.floor(percent * 100 + 1e-6) / 100} %`;
}

function trim(value: number, digits: number): string {
  return value.toFixed(digits);
}
