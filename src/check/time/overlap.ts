import { formatMs, formatNumber } from '../../base/units.ts';
import type { Rule } from '../rule.ts';
import { NO_ROW_STEPS } from '../shared.ts';

export const overlap: Rule = {
  id: 'time.overlap',
  family: 'time',
  severity: 'warning',
  unit: 'rows',
  summary: 'A row starts less than 0.5*dt - 1 ms after the previous row of its canvas.',
  start({ tally, shared, expectation }) {
    const origin = expectation.rowStepMs?.origin ?? 'median of the first steps';
    shared.rowSteps.onStep.push(({ frame, size, stepMs, dt, place }) => {
      tally.examine();
      if (size !== 'overlap') return;
      tally.violate(frame, () => ({
        ...place(),
        expected: `a step of at least ${formatMs(0.5 * dt - 1)} (dt ${formatNumber(dt)} ms, ${origin})`,
        actual: `a step of ${formatMs(stepMs)}`,
        message: `the row starts only ${formatMs(stepMs)} after the previous one`,
      }));
    });
    return {
      skipped() {
        if (!shared.sent('rowStart')) return NO_ROW_STEPS.unsent;
        return shared.rowSteps.dt === null ? NO_ROW_STEPS.unsized : NO_ROW_STEPS.single;
      },
    };
  },
};
