import { setMaxListeners } from 'node:events';
import type { Io } from './io.ts';

/** Ctrl-C and SIGTERM: the first ends the run cleanly, the second leaves at once. */
export class Interrupt {
  readonly signal: AbortSignal;
  readonly #release: () => void;

  constructor(io: Io) {
    const controller = new AbortController();
    // Every stream listens, and there may be thousands.
    setMaxListeners(0, controller.signal);
    this.signal = controller.signal;
    this.#release = io.onSignal((name) => {
      if (controller.signal.aborted) io.exit(name === 'SIGTERM' ? 143 : 130);
      else controller.abort(name);
    });
  }

  release(): void {
    this.#release();
  }
}
