import { Watch } from './timer.ts';

const START_BYTES = 200;
const START_MS = 500;

/** The beginning of an answer that is not gRPC, kept as evidence; `enough` is called when no more is waited for. */
export class ForeignAnswer {
  readonly #watch: Watch;
  readonly #enough: () => void;
  #start = '';

  constructor(enough: () => void) {
    this.#enough = enough;
    this.#watch = new Watch(START_MS, enough);
  }

  get start(): string {
    return this.#start.slice(0, START_BYTES);
  }

  take(bytes: Uint8Array): void {
    this.#start += Buffer.from(bytes.subarray(0, START_BYTES)).toString('latin1');
    if (this.#start.length >= START_BYTES) this.#enough();
  }

  stop(): void {
    this.#watch.stop();
  }
}
