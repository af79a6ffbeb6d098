import type { CallEnd } from '../../src/wire/types.ts';
import { Status } from '../../src/base/status.ts';
import { plural } from '../../src/base/text.ts';
import type { Failure } from '../../src/base/failure.ts';

/** What a client made of a call, as far as any client tells. */
export interface Seen {
  /** Name of the status; whatever else was handed over in its place, as text. */
  readonly code: string;
  readonly text: string;
  readonly messages: number;
  /** Our word for the cause, where there is one. */
  readonly reason?: string;
  /** The call ended at the caller's own deadline. */
  readonly hung?: boolean;
}

const NAMES: ReadonlySet<string> = new Set(Object.keys(Status));

/** Whether a code is one of the 17. */
export function isLegal({ code }: Seen): boolean {
  return NAMES.has(code);
}

export function ourCall({ status, messages }: CallEnd): Seen {
  const { name, message, reason } = status;
  return { code: name, text: message, messages, ...(reason === undefined ? {} : { reason }) };
}

export function ourDial({ code, message }: Pick<Failure, 'code' | 'message'>): Seen {
  return { code, text: message, messages: 0 };
}

/** One cell of a table: `INTERNAL truncated-message, after 1 message: the words`. */
export function cell({ code, text, messages, reason, hung }: Seen): string {
  const cause = reason === undefined ? '' : ` ${reason}`;
  const after =
    messages === 0 ? '' : code === 'OK' ? `, ${plural(messages, 'message')}` : `, after ${plural(messages, 'message')}`;
  const words = hung ? 'its own deadline' : steady(text);
  return `${code}${cause}${after}${words === '' ? '' : `: ${words}`}`;
}

const MOST = 160;

/** The words without what differs from run to run: times, ports, and how much had come. */
function steady(text: string): string {
  const same = text
    .replace(/\d+(?:\.\d+)?\s?(?:µs|ms|s)\b/g, 'some time')
    .replace(/(?<=^no message for some time).*/, '')
    .replace(/, (?:after \d+ messages?, the last some time earlier|before the first message)$/, '')
    .replace(/((?:127\.0\.0\.1|localhost|\[::1\])):\d+/g, '$1:PORT')
    .replace(/\S*\/wire-\w{6}[^\s,;:]*/g, 'unix:PATH')
    .replace(/ \(\d{4}-\d\d-\d\dT[\d:.]+Z\)| Resolution note: *$|\b[0-9A-F]{8,}:(?=error:)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return same.length > MOST ? `${same.slice(0, MOST - 1).trimEnd()}…` : same;
}
