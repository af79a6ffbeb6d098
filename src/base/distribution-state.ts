/** Count, mean and sum of squared deviations; with the extremes all that exact merging needs. */
export interface MomentsState {
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Sum of squared deviations from the mean. */
  readonly m2: number;
}

/** A distribution as it crosses threads and files. */
export interface DistributionState extends MomentsState {
  /** HdrHistogram V2, base64; null when empty. */
  readonly histogram: string | null;
}

/** Values of either sign, the negative ones by their magnitudes. */
export interface SignedState {
  readonly negative: DistributionState;
  readonly positive: DistributionState;
}
