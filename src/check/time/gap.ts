import { plural } from '../../base/text.ts';
import { formatMs, formatNumber } from '../../base/units.ts';
import type { Rule } from '../rule.ts';
import { NO_ROW_STEPS } from '../shared.ts';
import { farthest } from '../row-steps.ts';

export const gap: Rule = {
  id: 'time.gap',
  family: 'time',
  severity: 'error',
  unit: 'rows',
  summary: 'A row starts more than 1.5*dt + 1 ms after the previous row of its canvas: rows were lost.',
  start({ tally, shared, expectation }) {
    const origin = expectation.rowStepMs?.origin ?? 'median of the first steps';
    shared.rowSteps.onStep.push(({ frame, size, stepMs, dt, place }) => {
      tally.examine();
      if (size !== 'gap') return;
      tally.violate(frame, () => {
        const lost = Math.max(0, Math.round(stepMs / dt) - 1);
        return {
          ...place(),
          expected: `a step of at most ${formatMs(farthest(dt))} (dt ${formatNumber(dt)} ms, ${origin})`,
          actual: `a step of ${formatMs(stepMs)}`,
          message: `a gap of ${formatMs(stepMs)} between two rows: ${plural(lost, 'row')} lost`,
        };
      });
    });
    return {
      skipped() {
        if (!shared.sent('rowStart')) return NO_ROW_STEPS.unsent;
        return shared.rowSteps.dt === null ? NO_ROW_STEPS.unsized : NO_ROW_STEPS.single;
      },
    };
  },
};
