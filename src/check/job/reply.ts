import type { Finding } from '../../base/result.ts';
import type { Rule } from '../rule.ts';

const KEPT = 5;

export const reply: Rule = {
  id: 'job.reply',
  family: 'job',
  severity: 'error',
  unit: 'stream',
  summary: "The server's description of the job contradicts itself, or its source is silent.",
  start({ tally, shared, expectation }) {
    const { contradictions } = expectation;
    return {
      end() {
        if (!contradictions) return;
        tally.examine();
        const [first, ...others] = contradictions.value.map((text): Finding => ({
          ...shared.places.stream(),
          expected: 'a description that agrees with itself',
          actual: text,
          message: text,
        }));
        if (!first) return;
        tally.violate(null, () => first);
        // One description is one violation, however much is wrong with it.
        tally.findings.push(...others.slice(0, KEPT - 1));
      },
      skipped: () => 'the job was not described (--focus-server, --configure, --description)',
    };
  },
};
