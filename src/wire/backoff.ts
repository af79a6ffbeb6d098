/**
 * Wait after the n-th failed attempt (n from 1), ms: min(delay * 1.6^(n-1), most) * U(0.8, 1.2).
 * Source: gRPC connection backoff protocol, with our own start and ceiling.
 */
export function backoffMs(attempt: number, delayMs: number, mostMs: number, random: () => number): number {
  return Math.min(delayMs * 1.6 ** (attempt - 1), mostMs) * (0.8 + 0.4 * random());
}
