import { flag } from '../kinds.ts';
import type { OptionTable } from '../option.ts';
import type { CheckValues } from './checks.ts';
import { CHECKS } from './checks.ts';
import type { OutputValues } from './output.ts';
import { OUTPUT } from './output.ts';

/** How results are merged. */
export interface MergeOnlyValues extends Pick<CheckValues, 'slo'> {
  readonly partial: boolean;
}

/** Settings of `report merge`. */
export type MergeValues = MergeOnlyValues & OutputValues;

export const MERGE_ONLY: OptionTable<MergeOnlyValues> = {
  slo: { ...CHECKS.slo, help: 'limits in place of those the runs had for the same metrics; none clears these' },
  partial: flag('go without shares that are missing, and say so'),
};

/** All options of `report merge`. */
export const MERGE: OptionTable<MergeValues> = { ...MERGE_ONLY, ...OUTPUT };
