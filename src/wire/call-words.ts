import { plural } from '../base/text.ts';
import { formatMs } from '../base/units.ts';

/** Status message of a call that reached our deadline. */
export function deadlineWords(timeoutMs: number): string {
  return `no end within the deadline of ${formatMs(timeoutMs)}`;
}

/** Status message of a call that fell silent; `bytes` came on the connection since the last message, null if unknown. */
export function silenceWords(idleMs: number, bytes: number | null): string {
  const silent = `no message for ${formatMs(idleMs)}`;
  if (bytes === null) return silent;
  return `${silent}: ${bytes === 0 ? 'nothing came on the connection' : `${plural(bytes, 'byte')} came, but no message`}`;
}

/** How far a call had come when it was lost: messages, and the age of the last one. */
export function soFarWords(messages: number, lastMessageAt: number | null, now: number): string {
  if (lastMessageAt === null) return 'before the first message';
  return `after ${plural(messages, 'message')}, the last ${formatMs(now - lastMessageAt)} earlier`;
}
