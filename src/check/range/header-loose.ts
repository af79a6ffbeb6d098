import type { Rule } from '../rule.ts';
import { number } from '../words.ts';

const RUN = 10;
const SHARE = 0.01;

export const headerLoose: Rule = {
  id: 'range.header-loose',
  family: 'range',
  severity: 'warning',
  unit: 'frames',
  summary: "The values fill less than 1 % of the header's span in 10 frames running: the picture is black.",
  start({ tally, shared }) {
    // The last 10 frames together: one value that wanders over its range is no black picture, one wide header neither.
    const lows = new Float64Array(RUN);
    const highs = new Float64Array(RUN);
    const spans = new Float64Array(RUN);
    let frames = 0;
    return {
      frame(frame, { min, max }) {
        const { headerMax, headerMin } = frame;
        if (!shared.sent('headerMax') || !shared.sent('headerMin') || min > max) return;
        if (!Number.isFinite(headerMax) || !Number.isFinite(headerMin)) return;
        if (headerMax === 0 && headerMin === 0) return;
        lows[frames % RUN] = min;
        highs[frames % RUN] = max;
        spans[frames % RUN] = headerMax - headerMin;
        frames += 1;
        if (frames < RUN) return;
        tally.examine(frames === RUN ? RUN : 1);
        // This frame alone fills enough, so the last ten do as well.
        if (max - min >= SHARE * (headerMax - headerMin)) return;
        const filled = greatest(highs) - least(lows);
        const span = least(spans);
        if (filled >= SHARE * span) return;
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame, { field: shared.shape?.names.headerMax ?? '' }),
          expected: `values over at least 1 % of ${number(span)}`,
          actual: `values over ${number(filled)}`,
          message: `the values of the last ${RUN} frames fill ${number((100 * filled) / span)} % of their headers' span: the picture is black`,
        }));
      },
      skipped() {
        if (frames > 0) return `needs ${RUN} frames with maximum and minimum, ${frames} came`;
        return 'maximum and minimum are not both sent';
      },
    };
  },
};

// Spreading a typed array into Math.max costs a microsecond, in every frame.
function least(values: Float64Array): number {
  let found = Infinity;
  for (const value of values) if (value < found) found = value;
  return found;
}

function greatest(values: Float64Array): number {
  let found = -Infinity;
  for (const value of values) if (value > found) found = value;
  return found;
}
