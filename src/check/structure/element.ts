import type { Finding } from '../../base/result.ts';
import { plural } from '../../base/text.ts';
import type { Rule } from '../rule.ts';
import { number } from '../words.ts';

/** Frames of which one must agree. */
const FIRST = 10;

export const element: Rule = {
  id: 'structure.element',
  family: 'structure',
  severity: 'warning',
  unit: 'stream',
  summary: 'The element type that was assumed agrees with the header in none of the first 10 frames.',
  start({ tally, shared }) {
    let frames = 0;
    let disagreeing = 0;
    let first: { readonly frame: number; readonly finding: Omit<Finding, 'message'> } | null = null;
    let over = false;

    function conclude(): void {
      over = true;
      if (!first) return;
      const { frame, finding } = first;
      const type = (shared.shape?.element ?? '').split(' ')[0];
      tally.examine();
      tally.violate(frame, () => ({
        ...finding,
        message: `read as ${type}, the values agree with the header in none of the first ${plural(disagreeing, 'frame')} that have one; see --element`,
      }));
    }

    return {
      frame(frame, { min, max }) {
        if (over) return;
        frames += 1;
        if (frame.elementAgrees === true) {
          over = true;
          tally.examine();
          return;
        }
        if (frame.elementAgrees === false) {
          disagreeing += 1;
          first ??= {
            frame: frame.index,
            finding: {
              ...shared.places.at(frame, { field: shared.shape?.names.headerMax ?? '' }),
              expected: `values within ${number(frame.headerMin)}..${number(frame.headerMax)} (header)`,
              actual: `${number(min)}..${number(max)}`,
            },
          };
        }
        if (frames === FIRST) conclude();
      },
      end() {
        if (!over) conclude();
      },
      skipped: () =>
        shared.shape?.elementAssumed === true
          ? 'maximum and minimum are absent, 0 or not finite'
          : 'the element type is not assumed: the layout declares it or it was given (--element)',
    };
  },
};
