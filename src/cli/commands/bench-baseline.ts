import { Failure, usage } from '../../base/failure.ts';
import { plural } from '../../base/text.ts';
import type { RunResult } from '../../base/result.ts';
import type { Baseline } from '../../run/baseline/compare.ts';
import { repeatsOf, withBaseline } from '../../run/baseline/compare.ts';
import { LEAST } from '../../run/baseline/metrics.ts';
import { readSavedResult } from '../../run/saved-result.ts';
import type { BenchValues } from '../options/values.ts';
import type { RunStage } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';

/**
 * The bench to compare with; null without one. It is read before any file is written, which may be the same.
 * @throws Failure `file` for what is none, `usage` for a limit of a comparison that is not to be made.
 */
export function readBaseline(given: Settings<BenchValues>): Baseline | null {
  const { baseline: file, maxRegression } = given.values;
  if (file === null) {
    if (given.level('maxRegression') < 3) return null;
    throw usage('--max-regression says how much worse than a baseline, and there is none', 'add --baseline FILE');
  }
  return told(toldBy(given, 'baseline'), () => {
    const result = readSavedResult(file);
    if (result.command !== 'bench') {
      const hint = 'name a file that bench --save FILE wrote';
      throw new Failure('file', `${file} is a result of ${result.command}, not of bench`, { hint });
    }
    return { file, result, maxRegression };
  });
}

/** What can be said before the run of a baseline that no run will be comparable with; null when one may be. */
export function hopeless({ file, result }: Baseline): string | null {
  const count = repeatsOf(result).length;
  if (count >= LEAST) return null;
  return `${file} has ${plural(count, 'repeat')} that came to an end, too few to compare with: save one of --repeat ${LEAST}`;
}

/** A run compared with the baseline, where there is one; what can be said before it is. */
export async function compared(
  baseline: Baseline | null,
  stage: RunStage,
  run: () => Promise<RunResult>,
): Promise<RunResult> {
  const doubt = baseline && hopeless(baseline);
  if (doubt !== null) stage.say(doubt);
  const result = await run();
  return baseline === null ? result : withBaseline(result, baseline);
}
