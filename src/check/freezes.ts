import { FreezeWindow } from '../base/freeze-window.ts';

export interface Freeze {
  /** Frame whose arrival ended the freeze. */
  readonly index: number;
  readonly arrival: number;
  readonly gapMs: number;
  readonly limitMs: number;
}

/** Freezes of a stream, as FreezeWindow tells them, with the frames that ended them. */
export class Freezes {
  gaps = 0;
  count = 0;
  totalMs = 0;
  /** Time between the first and the last message. */
  spanMs = 0;
  onFreeze: ((freeze: Freeze) => void) | undefined;
  #last: number | null = null;
  readonly #window = new FreezeWindow();

  arrived(index: number, arrival: number): void {
    if (this.#last !== null) this.#gap(index, arrival, arrival - this.#last);
    this.#last = arrival;
  }

  #gap(index: number, arrival: number, gapMs: number): void {
    const limitMs = this.#window.add(gapMs);
    this.gaps += 1;
    this.spanMs += gapMs;
    if (limitMs === null) return;
    this.count += 1;
    this.totalMs += gapMs;
    this.onFreeze?.({ index, arrival, gapMs, limitMs });
  }
}
