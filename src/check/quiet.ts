import type { Range } from '../base/units.ts';

/** Whether a sensor id is among those known to be silent. */
export function isQuiet(id: number, quiet: readonly Range[]): boolean {
  for (const range of quiet) {
    if (id >= range.min && id <= range.max) return true;
  }
  return false;
}
