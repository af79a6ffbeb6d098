import { printable } from '../base/text.ts';
import type { LossReason } from './link.ts';

/** What the error a session gives its streams means for their calls. */
export function sessionFailure({ message }: Error): readonly [reason: LossReason, how: string] {
  // nghttp2 takes eight of them, of 16 KiB each, after a HEADERS frame.
  if (/CONTINUATION/.test(message)) {
    return ['metadata-too-large', 'the metadata came in more than 8 CONTINUATION frames, and our side takes no more'];
  }
  return ['http2-broken', `HTTP/2 failed: ${printable(message, 120)}`];
}
