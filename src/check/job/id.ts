import type { Rule } from '../rule.ts';
import { fromFact } from '../words.ts';

export const id: Rule = {
  id: 'job.id',
  family: 'job',
  severity: 'warning',
  unit: 'frames',
  summary: 'The job id in the frame is not the one asked for.',
  start({ tally, shared, expectation }) {
    const { jobId } = expectation;
    const wanted = jobId && numberOf(jobId.value);
    return {
      frame(frame) {
        const { jobId: sent } = frame;
        if (sent === undefined || !jobId || wanted === undefined) return;
        tally.examine();
        if (sent === wanted) return;
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame),
          expected: fromFact(jobId),
          actual: String(sent),
          message: `the frame belongs to job ${sent}, not to ${jobId.value}`,
        }));
      },
      skipped() {
        if (!jobId) return 'no job was asked for';
        return wanted === undefined ? `the job id ${jobId.value} has no number` : 'the frames carry no job id';
      },
    };
  },
};

/** The number by which frames name a job: the last one of its id, `12-70788` -> 70788. */
function numberOf(jobId: string): number | undefined {
  const digits = /(\d+)\D*$/.exec(jobId)?.[1];
  // The field is an int32: a longer number cannot be in it as it is.
  return digits === undefined || Number(digits) > 2 ** 31 - 1 ? undefined : Number(digits);
}
