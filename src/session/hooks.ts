import type { SessionCall } from './call.ts';
import type { SessionEnd } from './end.ts';
import type { Log } from './log.ts';

/** Told of the life of each stream, each at most once a stream. They are not waited for; what they throw is logged. */
export interface SessionHooks {
  /** The first message has named the client. */
  readonly onConnect?: ((clientId: string, call: SessionCall) => unknown) | undefined;
  /** The client is no longer connected; trailers may still be added to the call. */
  readonly onDisconnect?: ((clientId: string, end: SessionEnd, call: SessionCall) => unknown) | undefined;
  /** The first thing that went wrong: a message that could not be processed, or an end that was not clean. */
  readonly onError?: ((clientId: string, error: Error, call: SessionCall) => unknown) | undefined;
}

/** The hooks of one stream. */
export class StreamHooks {
  readonly #hooks: SessionHooks;
  readonly #clientId: string;
  readonly #call: SessionCall;
  readonly #log: Log;
  #hasFailed = false;

  constructor(hooks: SessionHooks, clientId: string, call: SessionCall, log: Log) {
    this.#hooks = hooks;
    this.#clientId = clientId;
    this.#call = call;
    this.#log = log;
  }

  connected(): void {
    this.#tell('onConnect', () => this.#hooks.onConnect?.(this.#clientId, this.#call));
  }

  disconnected(end: SessionEnd): void {
    this.#tell('onDisconnect', () => this.#hooks.onDisconnect?.(this.#clientId, end, this.#call));
  }

  failed(error: Error): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#tell('onError', () => this.#hooks.onError?.(this.#clientId, error, this.#call));
  }

  #tell(name: string, hook: () => unknown): void {
    const wrong = (thrown: unknown): void => {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      this.#log('error', this.#clientId, `${name} failed: ${message}`);
    };
    try {
      Promise.resolve(hook()).catch(wrong);
    } catch (thrown) {
      wrong(thrown);
    }
  }
}
