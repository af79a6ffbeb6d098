import type { BenchRepeat } from '../../src/base/bench-result.ts';
import type { RunResult } from '../../src/base/result.ts';
import { benched } from './bench-result.ts';

const REPEAT: BenchRepeat = {
  n: 1,
  outcome: 'passed',
  exitCode: 0,
  durationMs: 1000,
  frames: 200,
  fps: 100,
  throughputMBps: 5,
  gapP50: 10,
  gapP95: 20,
  gapP99: 30,
  gapMax: 99,
  firstFrameP50: null,
  firstFrameP95: null,
  firstFrameMax: 15,
  jitterMean: 1,
};

/** A repeat for each value of `key`. */
export function repeated<K extends keyof BenchRepeat>(
  key: K,
  values: readonly BenchRepeat[K][],
  changes: Partial<BenchRepeat> = {},
): BenchRepeat[] {
  return values.map((value, n) => ({ ...REPEAT, ...changes, n: n + 1, [key]: value }));
}

/** A bench of these repeats, against a server. */
export function repeatedResult(repeats: readonly BenchRepeat[], changes: Partial<RunResult> = {}): RunResult {
  const target = benched.target && { ...benched.target, embedded: false };
  return { ...benched, target, ...(benched.bench && { bench: { ...benched.bench, repeats } }), ...changes };
}
