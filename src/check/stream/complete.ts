import type { Expectation, Fact, StreamEnd } from '../../base/expectation.ts';
import { ON_PURPOSE } from '../../base/expectation.ts';
import { plural } from '../../base/text.ts';
import { formatCount } from '../../base/units.ts';
import type { Rule } from '../rule.ts';
import type { Shared } from '../shared.ts';

const NOMINAL_SHARE = 0.9;

/** One expectation of length, met or not. */
interface Length {
  readonly what: 'frames' | 'messages' | 'rows';
  readonly least: number;
  readonly actual: number;
  readonly origin: string;
}

export const complete: Rule = {
  id: 'stream.complete',
  family: 'stream',
  severity: 'error',
  unit: 'stream',
  summary: 'Fewer frames came than expected, though the status is OK.',
  start({ tally, shared, expectation }) {
    let rows = 0;
    let rowMs = 0;
    let bad = 0;
    let most = 0;
    let reason = 'length unknown';
    return {
      frame(frame, { newestEnd, newestStart }) {
        rows += frame.rowCount;
        most = Math.max(most, frame.rowCount);
        if (shared.sent('rowEnd') && shared.sent('rowStart')) rowMs = Math.max(rowMs, newestEnd - newestStart);
      },
      bad() {
        bad += 1;
      },
      end(end) {
        const ended = end.reason === 'status' && end.status?.code === 0;
        if (!ended && !ON_PURPOSE.has(end.reason)) {
          reason = end.reason === 'interrupted' ? 'the stream was interrupted' : 'the stream did not end with OK';
          return;
        }
        const rowLengths = ended ? rowsDue(expectation, rows - shared.rowSteps.duplicates, rowMs) : [];
        // A bad frame had rows too, perhaps as many as any other; that it was bad is said elsewhere.
        const unread = bad * most;
        const told = rowLengths.filter(({ least, actual }) => actual >= least || actual + unread < least);
        if (told.length < rowLengths.length) reason = `the rows of ${plural(bad, 'bad frame')} are not known`;
        const lengths = [...framesDue(expectation, end, ended), ...told];
        if (lengths.length === 0) {
          if (!ended && (expectation.frames || expectation.totalRows))
            reason = 'we ended the stream earlier on purpose';
          return;
        }
        tally.examine();
        const short = lengths.find(({ least, actual }) => actual < least);
        if (short) report(short, shared, tally);
      },
      skipped: () => reason,
    };
  },
};

function report(
  { what, least, actual, origin }: Length,
  shared: Shared,
  tally: Parameters<Rule['start']>[0]['tally'],
): void {
  tally.violate(null, () => ({
    ...shared.places.stream(),
    expected: `at least ${formatCount(least)} ${what} (${origin})`,
    actual: formatCount(actual),
    message: `${formatCount(actual)} of ${formatCount(least)} ${what} came: the stream is incomplete`,
  }));
}

function framesDue({ frames, minFrames, fps, unit }: Expectation, end: StreamEnd, ended: boolean): Length[] {
  const actual = end.messages;
  const due: Length[] = [];
  const add = (fact: Fact<number>): number =>
    due.push({ what: unit === 'message' ? 'messages' : 'frames', least: fact.value, actual, origin: fact.origin });
  if (frames && (ended || actual >= frames.value)) add(frames);
  if (minFrames && minFrames.value > 0) add(minFrames);
  if (fps && end.requestedMs !== undefined && (ended || end.reason === 'duration')) {
    // Frames cannot come before the first one: its lateness is stream.first-frame's.
    const spanMs = ended ? end.requestedMs : Math.min(end.requestedMs, end.durationMs - (end.firstFrameMs ?? 0));
    const least = Math.floor((NOMINAL_SHARE * fps.value * spanMs) / 1000);
    due.push({ what: 'frames', least, actual, origin: `0.9 of nominal, ${fps.origin}` });
  }
  return due;
}

/** The first and last FFT window of a job need not be full, so a window's worth of rows may be missing, and one for rounding. */
function rowsDue({ totalRows, rowStepMs, prr, nfft }: Expectation, actual: number, rowMs: number): Length[] {
  if (!totalRows) return [];
  const windowMs = prr && nfft ? (1000 * nfft.value) / prr.value : rowMs;
  const spare = 1 + (rowStepMs ? Math.ceil(windowMs / rowStepMs.value) : 0);
  return [{ what: 'rows', least: Math.max(1, Math.floor(totalRows.value) - spare), actual, origin: totalRows.origin }];
}
