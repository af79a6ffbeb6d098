/** When the first and the last message of a stream arrived, ms on one monotonic clock. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** (n-1) / span, messages a second; null for fewer than two messages or no time between them. */
export function framesPerSecond(messages: number, spanMs: number): number | null {
  return messages >= 2 && spanMs > 0 ? (messages - 1) / (spanMs / 1000) : null;
}

/** Payload of messages 2..n over the same span, 10^6 bytes a second; null where fps is. */
export function megabytesPerSecond(messages: number, bytesAfterFirst: number, spanMs: number): number | null {
  return messages >= 2 && spanMs > 0 ? bytesAfterFirst / 1e6 / (spanMs / 1000) : null;
}

/** Length of the union of spans, ms: time in which at least one stream was under way. */
export function unionMs(spans: readonly Span[]): number {
  let total = 0;
  let end = -Infinity;
  for (const span of spans.toSorted((a, b) => a.first - b.first)) {
    total += Math.max(0, span.last - Math.max(span.first, end));
    end = Math.max(end, span.last);
  }
  return total;
}
