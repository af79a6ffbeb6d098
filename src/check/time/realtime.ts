import { formatMs, formatNumber } from '../../base/units.ts';
import type { Rule } from '../rule.ts';
import { newestSource } from '../source-time.ts';

const SETTLE_MS = 5000;
const SPAN_MS = 10_000;
const SLOWEST = 0.95;
const FASTEST = 1.05;

interface Mark {
  readonly arrival: number;
  readonly source: number;
}

export const realtime: Rule = {
  id: 'time.realtime',
  family: 'time',
  severity: 'error',
  unit: 'stream',
  summary: 'Live: source time advances at less than 0.95 or more than 1.05 of arrival time.',
  start({ tally, shared, expectation }) {
    let from: Mark | null = null;
    let to: Mark | null = null;
    let hasSource = false;
    return {
      frame(frame, facts) {
        if (!expectation.live || !expectation.realtime) return;
        const source = newestSource(frame, facts, shared);
        if (source === null) return;
        hasSource = true;
        if (frame.arrival - (shared.firstArrival ?? frame.arrival) < SETTLE_MS) return;
        to = { arrival: frame.arrival, source: Math.max(source, to?.source ?? -Infinity) };
        from ??= to;
      },
      end() {
        if (!from || !to || to.arrival - from.arrival < SPAN_MS) return;
        tally.examine();
        const ratio = (to.source - from.source) / (to.arrival - from.arrival);
        if (ratio >= SLOWEST && ratio <= FASTEST) return;
        const span = { source: to.source - from.source, arrival: to.arrival - from.arrival };
        tally.violate(null, () => ({
          ...shared.places.stream(),
          expected: `source time advancing at ${SLOWEST}..${FASTEST} of arrival time`,
          actual: formatNumber(ratio),
          message: `source time advanced ${formatMs(span.source)} in ${formatMs(span.arrival)}: the stream is ${ratio < 1 ? 'falling behind' : 'running ahead of'} real time`,
        }));
      },
      skipped() {
        if (!expectation.live) return 'the job is not live';
        if (!expectation.realtime) return 'the pace of real time is judged by stream only';
        if (!hasSource) return 'no source time is sent';
        return `needs ${formatMs(SPAN_MS)} of stream after the first ${formatMs(SETTLE_MS)}`;
      },
    };
  },
};
