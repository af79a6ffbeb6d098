// What the comparisons of programs have in common.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Whether programs can be held to a core each. */
export const pins = availableParallelism() > 1 && works('taskset', ['--version']);

export function works(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** A command on one core, where that can be, as `spawn` takes it. */
export function pinned(core, [program, ...args]) {
  return pins ? ['taskset', ['-c', String(core), program, ...args]] : [program, args];
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
