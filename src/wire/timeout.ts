/** Milliseconds of each unit, smallest first; what we write begins at milliseconds. */
const UNITS: readonly (readonly [suffix: string, ms: number])[] = [
  ['n', 1e-6],
  ['u', 1e-3],
  ['m', 1],
  ['S', 1000],
  ['M', 60_000],
  ['H', 3_600_000],
];
const WRITTEN = UNITS.slice(2);

/** `grpc-timeout`: at most 8 digits and a unit, rounded up so that the peer never gives up before us. */
export function grpcTimeout(ms: number): string {
  for (const [suffix, unit] of WRITTEN) {
    const amount = Math.max(1, Math.ceil(ms / unit));
    if (amount < 1e8) return `${amount}${suffix}`;
  }
  return '99999999H';
}

/** Milliseconds of a `grpc-timeout`; null when it is none: 1 to 8 digits and one of the units H, M, S, m, u, n. */
export function parseGrpcTimeout(text: string): number | null {
  const [, amount, suffix] = /^(\d{1,8})([HMSmun])$/.exec(text) ?? [];
  const unit = UNITS.find(([name]) => name === suffix);
  return unit === undefined ? null : Number(amount) * unit[1];
}
