const UNITS: readonly (readonly [suffix: string, ms: number])[] = [
  ['m', 1],
  ['S', 1000],
  ['M', 60_000],
  ['H', 3_600_000],
];

/** `grpc-timeout`: at most 8 digits and a unit, rounded up so that the peer never gives up before us. */
export function grpcTimeout(ms: number): string {
  for (const [suffix, unit] of UNITS) {
    const amount = Math.max(1, Math.ceil(ms / unit));
    if (amount < 1e8) return `${amount}${suffix}`;
  }
  return '99999999H';
}
