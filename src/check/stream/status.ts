import type { EndReason } from '../../base/expectation.ts';
import { ON_PURPOSE } from '../../base/expectation.ts';
import { statusName } from '../../base/status.ts';
import { printable } from '../../base/text.ts';
import type { Rule } from '../rule.ts';

const JUDGED: ReadonlySet<EndReason> = new Set(['status', 'broken', 'deadline']);

export const status: Rule = {
  id: 'stream.status',
  family: 'stream',
  severity: 'error',
  unit: 'stream',
  summary: 'The call ended with a status other than OK (or --expect-status) that we did not cause.',
  start({ tally, shared, expectation }) {
    return {
      end({ status, reason, answered }) {
        const met = status !== null && status.code === expectation.status;
        // A stream we ended on purpose owes no OK, but another status that was expected did not come.
        if (!JUDGED.has(reason) && !answered && (expectation.status === 0 || !ON_PURPOSE.has(reason))) return;
        tally.examine();
        if (met && reason !== 'broken') return;
        const text = status?.message ? `: ${printable(status.message)}` : '';
        tally.violate(null, () => ({
          ...shared.places.stream(),
          expected: statusName(expectation.status),
          actual: status ? printable(status.name) : 'no status',
          message: status ? `the call ended with ${printable(status.name)}${text}` : 'the call ended without a status',
        }));
      },
      skipped: () => 'we ended the stream before the server gave a status',
    };
  },
};
