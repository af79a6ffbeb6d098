import type { Frame } from '../base/frame.ts';
import type { Place, Places } from './places.ts';

/** A frame number against the one before it. `place` is null when nothing is wrong. */
export interface SequenceStep {
  readonly frame: number;
  readonly ok: boolean;
  readonly number: number;
  readonly expected: number;
  readonly lost: number;
  readonly repeated: boolean;
  readonly place: (() => Place) | null;
}

/** Field of the packed layout whose numbers count rows, not frames. */
const ROW_NUMBERS = 'row_index';

/**
 * Follows the server's own numbers. Lost and repeated frames are counted whether or not a rule asks. A number that went
 * back does not move the reference, unless the next one goes on from it. With k streams the first step of k is
 * believed to be a stride until the next step tells.
 */
export class SequenceTracker {
  onStep: ((step: SequenceStep) => void) | undefined;
  readonly #places: Places;
  readonly #streams: number;
  #started = false;
  #last = 0;
  #lastIndex = 0;
  #lastRows = 1;
  #stride = 1;
  #strideKnown: boolean;
  #back: number | null = null;
  #doubt: SequenceStep | null = null;
  #lost = 0;
  #repeated = 0;

  constructor(places: Places, streams: number) {
    this.#places = places;
    this.#streams = streams;
    this.#strideKnown = streams < 2;
  }

  /** Frames lost; null when no number was sent. */
  get lost(): number | null {
    return this.#started ? this.#lost : null;
  }

  get repeated(): number | null {
    return this.#started ? this.#repeated : null;
  }

  get started(): boolean {
    return this.#started;
  }

  /** Whether the numbers count rows. */
  get countsRows(): boolean {
    return this.#places.shape?.names.sequence === ROW_NUMBERS;
  }

  read(frame: Frame): void {
    if (!(this.#places.shape?.sent.has('sequence') ?? false)) return;
    const number = frame.sequence;
    if (this.#started) this.#judge(frame, number);
    else if (number !== 0) {
      this.#started = true;
      this.#advance(frame, number);
    }
  }

  #judge(frame: Frame, number: number): void {
    const unit = this.countsRows ? this.#lastRows : 1;
    const step = number - this.#last;
    // A message that did not decode had a number too: it is bad, not lost.
    const bad = frame.index - this.#lastIndex - 1;
    if (step <= 0) {
      this.#wentBack(frame, number, unit);
      return;
    }
    this.#back = null;
    if (!this.#strideKnown) this.#learnStride(step);
    const size = this.#stride * unit;
    const doubtful = !this.#strideKnown && step === this.#streams;
    const ok = doubtful || (step % size === 0 ? step / size <= 1 + bad : this.countsRows && bad > 0);
    const lost = ok ? 0 : Math.max(0, Math.ceil(step / size) - 1 - bad);
    const expected = this.#last + size;
    const verdict = this.#verdict(frame, { ok, number, expected, lost });
    if (doubtful) this.#doubt = { ...verdict, ...captured(this.#places.at(frame, this.#field())), lost: step - 1 };
    this.#lost += lost;
    this.#advance(frame, number);
    this.onStep?.(verdict);
  }

  /** After one step of k the next step decides: k again or a multiple is a stride, anything else says the first was a loss. */
  #learnStride(step: number): void {
    const doubt = this.#doubt;
    if (doubt === null && step === this.#streams && !this.countsRows) return;
    this.#strideKnown = true;
    if (doubt === null) return;
    this.#doubt = null;
    if (step % this.#streams === 0) {
      this.#stride = this.#streams;
      return;
    }
    this.#lost += doubt.lost;
    this.onStep?.({ ...doubt, ok: false, expected: doubt.number - this.#streams + 1 });
  }

  #wentBack(frame: Frame, number: number, unit: number): void {
    const goesOn = this.#back !== null && number - this.#back === this.#stride * unit;
    if (goesOn) {
      this.onStep?.(this.#verdict(frame, { ok: true, number, expected: number, lost: 0 }));
      this.#back = null;
      this.#advance(frame, number);
      return;
    }
    this.#repeated += 1;
    const expected = this.#last + this.#stride * unit;
    this.onStep?.({ ...this.#verdict(frame, { ok: false, number, expected, lost: 0 }), repeated: true });
    this.#back = number === this.#last ? null : number;
    this.#lastIndex = frame.index;
    this.#lastRows = frame.rowCount;
  }

  #verdict(frame: Frame, more: Pick<SequenceStep, 'ok' | 'number' | 'expected' | 'lost'>): SequenceStep {
    const place = more.ok ? null : (): Place => this.#places.at(frame, this.#field());
    const { ok, number, expected, lost } = more;
    return { frame: frame.index, ok, number, expected, lost, repeated: false, place };
  }

  #field(): { field: string } {
    return { field: this.#places.shape?.names.sequence ?? '' };
  }

  #advance(frame: Frame, number: number): void {
    this.#last = number;
    this.#lastIndex = frame.index;
    this.#lastRows = Math.max(1, frame.rowCount);
  }
}

function captured(place: Place): { place: () => Place } {
  return { place: () => place };
}
