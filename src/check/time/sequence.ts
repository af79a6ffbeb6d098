import { plural } from '../../base/text.ts';
import type { Rule } from '../rule.ts';

export const sequence: Rule = {
  id: 'time.sequence',
  family: 'time',
  severity: 'error',
  unit: 'frames',
  summary: 'The frame number is not the previous one + 1; a constant stride of the number of streams is fine.',
  start({ tally, shared }) {
    let examinedTo = -1;
    shared.sequence.onStep = (step) => {
      // A step judged once more, late, is not examined twice.
      if (step.frame > examinedTo) {
        tally.examine();
        examinedTo = step.frame;
      }
      if (step.ok || !step.place) return;
      const { place, number, expected, lost, repeated } = step;
      tally.violate(step.frame, () => ({
        ...place(),
        expected: String(expected),
        actual: String(number),
        message: `${shared.sequence.countsRows ? 'row number' : 'frame number'} ${number} where ${expected} was due: ${tell(lost, repeated)}`,
      }));
    };
    return {
      severity: () => (shared.sequence.countsRows ? 'warning' : 'error'),
      skipped() {
        if (!shared.sent('sequence')) return 'no frame number is sent';
        return shared.sequence.started ? 'needs two numbered frames' : 'no frame number other than 0 was seen';
      },
    };
  },
};

function tell(lost: number, repeated: boolean): string {
  if (repeated) return 'repeated or out of order';
  return lost > 0 ? `${plural(lost, 'frame')} lost` : 'not in step';
}
