import type { Rule } from '../rule.ts';

const RUN = 10;

export const frozen: Rule = {
  id: 'nonzero.frozen',
  family: 'nonzero',
  severity: 'error',
  unit: 'frames',
  summary: "The frame's values equal the previous frame's, 10 frames running.",
  start({ tally, shared }) {
    const runs = shared.frameRuns;
    return {
      frame(frame, facts) {
        if (facts.loudValues === 0) return;
        runs.read(frame.index, facts);
        if (runs.seen <= RUN) return;
        tally.examine(runs.seen === RUN + 1 ? RUN + 1 : 1);
        if (runs.equal < RUN) return;
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame),
          expected: 'values that change from frame to frame',
          actual: `equal to the previous frame, ${runs.equal} running`,
          message: `the picture is frozen: ${runs.equal} frames running repeat the values of the one before`,
        }));
      },
      skipped: () => `needs ${RUN + 1} frames with values, ${runs.seen} came`,
    };
  },
};
