import type { SloResult } from './result.ts';

/** Whether a threshold's origin is one of our defaults, rather than words of the user. */
export function isDefaultOrigin(origin: string): boolean {
  return origin.startsWith('default');
}

/**
 * Whether a threshold keeps the run from passing: missed, undecided because we were too slow ourselves, or not
 * estimable although the user asked for it.
 */
export function blocksPass(result: Pick<SloResult, 'status' | 'origin'>): boolean {
  if (result.status === 'skipped') return !isDefaultOrigin(result.origin);
  return result.status !== 'passed';
}
