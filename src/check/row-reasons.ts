/** Why rules on steps between rows examined nothing. */
export const NO_ROW_STEPS = {
  unsent: 'no row times are sent',
  single: 'no canvas had two rows',
  unsized: 'the step between rows is unknown: no lines_dt, and fewer than 3 steps or rows without distance',
} as const;
