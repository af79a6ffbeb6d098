import type { RunResult } from '../base/result.ts';
import { plural } from '../base/text.ts';
import { formatMs, formatNumber } from '../base/units.ts';

type Facts = Readonly<Record<string, unknown>>;

/** The facts of a job that its description gave, in few words; what is absent, or of another shape, is left out. */
export function jobFactWords(job: RunResult['job']): string[] {
  if (job === null) return [];
  const [channels, bins, step, nfft, prr] = ['channelAmount', 'frequenciesAmount', 'linesDt', 'nfft', 'prr'].map(
    (key) => number(job[key]),
  );
  return [
    ...say(text(job['status']), (status) => `status ${status}`),
    ...say(channels, (count) => plural(count, 'channel')),
    ...say(bins, (count) => `${plural(count, 'frequency', 'frequencies')}${bandWords(job['frequencies'])}`),
    ...say(step, (seconds) => `a row every ${formatMs(seconds * 1000)}`),
    ...say(nfft, (size) => `NFFT ${size}`),
    ...say(prr, (hz) => `PRR ${formatNumber(hz)} Hz`),
    ...streamWords(job),
    ...windowWords(text(job['startTime']), text(job['endTime'])),
    ...contradictionWords(job['contradictions']),
  ];
}

function bandWords(frequencies: unknown): string {
  const [first, last] = [number(facts(frequencies)['firstHz']), number(facts(frequencies)['lastHz'])];
  return first === null || last === null ? '' : ` from ${formatNumber(first)} to ${formatNumber(last)} Hz`;
}

function streamWords(job: Facts): string[] {
  const streams = Array.isArray(job['streams']) ? job['streams'].map(facts) : [];
  const amount = number(job['streamAmount']) ?? (streams.length === 0 ? null : streams.length);
  const shares = streams.flatMap(({ firstChannel, lastChannel }) => {
    const [first, last] = [number(firstChannel), number(lastChannel)];
    return first === null || last === null ? [] : [`${first}..${last}`];
  });
  const which = shares.length === 0 ? '' : ` (channels ${shares.join(', ')})`;
  return say(amount, (count) => `${plural(count, 'stream')}${which}`);
}

function windowWords(start: string | null, end: string | null): string[] {
  if (start === null && end === null) return [];
  return [`from ${start ?? 'its beginning'} to ${end ?? 'now'}`];
}

function contradictionWords(contradictions: unknown): string[] {
  const count = Array.isArray(contradictions) ? contradictions.length : 0;
  return count === 0 ? [] : [`described with ${plural(count, 'contradiction')}`];
}

function say<T>(value: T | null | undefined, words: (value: T) => string): string[] {
  return value === null || value === undefined ? [] : [words(value)];
}

function facts(value: unknown): Facts {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
