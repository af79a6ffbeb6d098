import { plural } from '../base/text.ts';
import { formatMs } from '../base/units.ts';

/** Status message of a call that reached our deadline. */
export function deadlineWords(timeoutMs: number): string {
  return `no end within the deadline of ${formatMs(timeoutMs)}`;
}

/** Bytes since the last message of a call: of its own, and on the connection it shares with others. */
export interface SinceMessage {
  readonly own: number;
  readonly connection: number;
}

/** Status message of a call that fell silent; `since` is null where nobody counted. */
export function silenceWords(idleMs: number, since: SinceMessage | null): string {
  const silent = `no message for ${formatMs(idleMs)}`;
  if (since === null) return silent;
  if (since.own > 0) return `${silent}: ${plural(since.own, 'byte')} came, but no message`;
  if (since.connection === 0) return `${silent}: nothing came on the connection`;
  return `${silent}: nothing came on the stream, though ${plural(since.connection, 'byte')} came on the connection`;
}

/** How far a call had come when it was lost: messages, and the age of the last one. */
export function soFarWords(messages: number, lastMessageAt: number | null, now: number): string {
  if (lastMessageAt === null) return 'before the first message';
  return `after ${plural(messages, 'message')}, the last ${formatMs(now - lastMessageAt)} earlier`;
}
