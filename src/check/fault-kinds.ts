import type { WireFault } from '../base/frame.ts';

/** The message decodes, but its shape and its bytes do not fit together: structure.present. */
export const SHAPE_FAULT = 'shape';
/** The message decodes, but timestamps or row numbers are not one per row: structure.rows. */
export const ROW_COUNT_FAULT = 'row-count';

/** Faults of the packed layout that are not structure.decodes's, though no frame could be made of the message. */
export function hasOwnRule({ kind }: WireFault): boolean {
  return kind === SHAPE_FAULT || kind === ROW_COUNT_FAULT;
}
