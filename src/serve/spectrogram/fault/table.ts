import { BYTE_FAULTS } from './bytes.ts';
import type { FaultDefinition } from './definition.ts';
import { DIMENSION_FAULTS } from './dimension.ts';
import { ENDING_FAULTS } from './ending.ts';
import { PACKED_FAULTS } from './packed.ts';
import { STRUCTURE_FAULTS } from './structure.ts';
import { TIME_FAULTS } from './time.ts';
import { VALUE_FAULTS } from './values.ts';

/** Every scripted fault, family by family, for `--help` and the documentation. */
export const FAULTS: readonly FaultDefinition[] = [
  ...BYTE_FAULTS,
  ...STRUCTURE_FAULTS,
  ...DIMENSION_FAULTS,
  ...VALUE_FAULTS,
  ...TIME_FAULTS,
  ...ENDING_FAULTS,
  ...PACKED_FAULTS,
];
