import type { CheckResult } from '../../base/result.ts';
import type { Message } from '../../schema/descriptors.ts';

/** A message that decodes, as those see it who look at messages. */
export interface SeenMessage {
  /** Place among the messages of the call, 0-based; messages that do not decode are counted too. */
  readonly index: number;
  readonly message: Message;
  /** Milliseconds on the monotonic clock. */
  readonly arrival: number;
  /** Time since the message before; null for the first. */
  readonly gapMs: number | null;
  /** Time since the call was opened. */
  readonly elapsedMs: number;
}

/** How a call ended, for those who looked at its messages. */
export interface SeenEnd {
  /** Messages that came, good and bad. */
  readonly count: number;
  /** Name of the status. */
  readonly status: string;
  readonly trailers: Readonly<Record<string, string>>;
}

/** Somebody who looks at every message of a call that decodes. */
export interface Watcher {
  message?(seen: SeenMessage): void;
  /** Violations so far, for those that judge. */
  counts?(): { readonly errors: number; readonly warnings: number };
  /** The call is over; checks that were made join those of the document. */
  end?(last: SeenEnd): readonly CheckResult[];
}

/** A watcher that looks at messages, rather than at the end alone. */
export type MessageWatcher = Required<Pick<Watcher, 'message'>>;

export function looksAtMessages(watcher: Watcher): watcher is Watcher & MessageWatcher {
  return watcher.message !== undefined;
}

/** What a watcher may do to the call it watches. */
export interface CallControl {
  /** Ends the call on purpose. */
  finish(purpose: 'until' | 'unread'): void;
  /** Holds the server back, by HTTP/2 flow control, until `resume`. */
  pause(): void;
  resume(): void;
}

/** Makes a watcher for one call; `control` may be used once the call is open. */
export type WatcherMaker = (control: CallControl) => Watcher;
