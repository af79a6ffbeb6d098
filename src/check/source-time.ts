import type { Frame } from '../base/frame.ts';
import type { FrameFacts } from './frame-facts.ts';
import type { Shared } from './shared.ts';

/** Source time of the newest data of a frame: end of a row, else its start, else the send time; null when none is sent. */
export function newestSource(frame: Frame, facts: FrameFacts, shared: Shared): number | null {
  if (frame.rowCount > 0 && shared.sent('rowEnd')) return facts.newestEnd;
  if (frame.rowCount > 0 && shared.sent('rowStart')) return facts.newestStart;
  return shared.sent('sourceTime') ? frame.sourceTime : null;
}
