import { statusName } from '../../base/status.ts';
import { printable } from '../../base/text.ts';
import type { Rule } from '../rule.ts';

export const callStatus: Rule = {
  id: 'call.status',
  family: 'message',
  severity: 'error',
  unit: 'calls',
  summary: 'One of many calls ended with a status other than OK (or --expect-status).',
  start({ tally, expectation }) {
    return {
      end({ status, reason }) {
        tally.examine();
        if (status !== null && status.code === expectation.status && reason !== 'broken') return;
        tally.violate(null, () => ({
          expected: statusName(expectation.status),
          actual: status ? printable(status.name) : 'no status',
          message: `a call ended with ${status ? `${status.name}${status.message === '' ? '' : `: ${printable(status.message)}`}` : 'no status'}`,
        }));
      },
      skipped: () => 'no call came to its end',
    };
  },
};
