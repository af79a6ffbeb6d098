import type { Rule } from '../rule.ts';
import { number } from '../words.ts';

export const header: Rule = {
  id: 'structure.header',
  family: 'structure',
  severity: 'error',
  unit: 'frames',
  summary: 'The maximum or minimum the header claims is not finite, or the maximum is below the minimum.',
  start({ tally, shared }) {
    return {
      frame(frame) {
        const hasMax = shared.sent('headerMax');
        const hasMin = shared.sent('headerMin');
        const { headerMax, headerMin } = frame;
        if ((!hasMax && !hasMin) || (headerMax === 0 && headerMin === 0)) return;
        tally.examine();
        const badMax = hasMax && !Number.isFinite(headerMax);
        const badMin = hasMin && !Number.isFinite(headerMin);
        const crossed = hasMax && hasMin && headerMax < headerMin;
        if (!badMax && !badMin && !crossed) return;
        tally.violate(frame.index, () => {
          const names = shared.shape?.names;
          const field = badMin && !badMax ? names?.headerMin : names?.headerMax;
          const place = shared.places.at(frame, { field: field ?? '' });
          if (!badMax && !badMin) {
            return {
              ...place,
              expected: `maximum >= minimum (${number(headerMin)})`,
              actual: number(headerMax),
              message: `the header's maximum ${number(headerMax)} is below its minimum ${number(headerMin)}`,
            };
          }
          const side = badMax ? 'maximum' : 'minimum';
          const actual = number(badMax ? headerMax : headerMin);
          return { ...place, expected: 'a finite number', actual, message: `the header's ${side} is ${actual}` };
        });
      },
      skipped: () => 'maximum and minimum are absent or 0',
    };
  },
};
