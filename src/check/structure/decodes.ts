import { printable } from '../../base/text.ts';
import { hasOwnRule } from '../fault-kinds.ts';
import type { Rule } from '../rule.ts';

export const decodes: Rule = {
  id: 'structure.decodes',
  family: 'structure',
  severity: 'error',
  unit: 'frames',
  summary: 'The message is not valid protobuf for its layout.',
  start: startDecodes,
};

/** Counts every message, and a violation for each that is not valid protobuf. */
export function startDecodes({ tally, shared }: Parameters<Rule['start']>[0]): ReturnType<Rule['start']> {
  const examine = (): void => tally.examine();
  return {
    frame: examine,
    message: examine,
    bad({ index, arrival, fault }) {
      tally.examine();
      if (hasOwnRule(fault)) return;
      tally.violate(index, () => ({
        ...shared.places.message(index, arrival, fault.offset),
        expected: 'valid protobuf',
        actual: printable(`${fault.kind} at byte ${fault.offset}`),
        message: printable(`the message does not decode: ${fault.message} (byte ${fault.offset})`),
      }));
    },
    skipped: () => 'no message came',
  };
}
