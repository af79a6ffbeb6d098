/** Above this share of gaps between messages of one socket read, gap percentiles describe our loop, not the server. */
export const COALESCED_LIMIT = 0.5;

/** Why the gap percentiles of such a stream are null. */
export function coalescedReason(share: number): string {
  return `${Math.floor(share * 1000) / 10} % of the gaps lie between messages that one read of the socket completed`;
}
