import type { Message } from '../schema/descriptors.ts';
import type { Language } from './language.ts';
import type { View } from './views.ts';

/** A message that came and was decoded. */
export interface SeenMessage {
  /** 0-based place in the stream, undecodable messages counted. */
  readonly index: number;
  readonly message: Message;
  /** Time since the message before it arrived, ms; null for the first. */
  readonly gapMs: number | null;
  /** Time since the request was written, ms. */
  readonly elapsedMs: number;
}

/** The variables of message rules, moved on by every message. */
export class MessageContext {
  readonly variables: Record<string, unknown>;
  /** Whether `previous` and `gapMs` have values. */
  hasPrevious = false;
  readonly #language: Language;
  #last: View | null = null;

  constructor(language: Language) {
    this.#language = language;
    this.variables = language.variables();
  }

  advance({ index, message, gapMs, elapsedMs }: SeenMessage): void {
    const { variables } = this;
    const view = this.#language.view(message);
    this.hasPrevious = this.#last !== null && gapMs !== null;
    variables['message'] = view;
    variables['previous'] = this.#last ?? view;
    variables['first'] ??= view;
    variables['index'] = BigInt(index);
    variables['gapMs'] = gapMs ?? 0;
    variables['elapsedMs'] = elapsedMs;
    this.#last = view;
  }
}
