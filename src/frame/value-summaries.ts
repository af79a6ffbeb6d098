/** Where a kernel leaves what it found, one place a sensor. */
export interface ValueSummaries {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly nonFinite: Int32Array;
  readonly hashLow: Int32Array;
  readonly hashHigh: Int32Array;
}
