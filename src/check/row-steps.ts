import type { Frame } from '../base/frame.ts';
import { fold } from './hash.ts';
import type { Place, Places } from './places.ts';
import { StepSize } from './step-size.ts';

/** Canvases followed at most. */
const CANVASES = 4096;
/** Forward steps held until dt is known: it is after 20. */
const HELD = 32;

/** A row against the row before it on its canvas: back in time, the same once more, or on. */
type RowKind = 'order' | 'duplicate' | 'forward';
/** What a step forward is once dt is known. */
type StepKind = 'gap' | 'overlap' | 'even';

/** One row and its predecessor: one object for all of them, good only while the row's own listener runs. */
export interface RowStep {
  readonly frame: number;
  readonly start: number;
  readonly previous: number;
  readonly kind: RowKind;
  readonly place: () => Place;
}

/** A step forward, judged with dt, perhaps some frames late. */
export interface SizedStep extends RowStep {
  readonly size: StepKind;
  readonly stepMs: number;
  readonly dt: number;
}

/** Times and content of a row, in an object that is filled again and again. */
class Row {
  start = 0;
  end = 0;
  low = 0;
  high = 0;
  /** Whether the content was hashed at all; a scanner may be told not to look at values. */
  hashed = false;

  read({ rows, sensors }: Frame, row: number): void {
    let low = 0;
    let high = 0;
    let bits = 0;
    const end = rows.sensorBegin[row + 1] as number;
    for (let slot = rows.sensorBegin[row] as number; slot < end; slot += 1) {
      const hashLow = sensors.hashLow[slot] as number;
      const hashHigh = sensors.hashHigh[slot] as number;
      bits |= hashLow | hashHigh;
      low = fold(low ^ (sensors.count[slot] as number), hashLow);
      high = fold(high ^ (sensors.id[slot] as number), hashHigh);
    }
    this.start = rows.start[row] as number;
    this.end = rows.end[row] as number;
    this.low = low;
    this.high = high;
    this.hashed = bits !== 0;
  }

  copy({ start, end, low, high, hashed }: Row): void {
    this.start = start;
    this.end = end;
    this.low = low;
    this.high = high;
    this.hashed = hashed;
  }

  isSame(other: Row): boolean {
    return (
      this.hashed &&
      other.hashed &&
      this.start === other.start &&
      this.end === other.end &&
      this.low === other.low &&
      this.high === other.high
    );
  }
}

interface Canvas {
  /** Frame of its last row, also of one that moved no reference. */
  frame: number;
  readonly last: Row;
  /** A row that went back, while it is not known whether the stream goes on from there. */
  back: Row | null;
}

/** The step being told. */
class Telling implements SizedStep {
  frame = 0;
  start = 0;
  previous = 0;
  kind: RowKind = 'forward';
  size: StepKind = 'even';
  stepMs = 0;
  dt = 0;
  place: () => Place;

  constructor(place: () => Place) {
    this.place = place;
  }

  /** A step that can be told later. */
  kept(): Telling {
    const place = this.place();
    const kept = new Telling(() => place);
    kept.frame = this.frame;
    kept.start = this.start;
    kept.previous = this.previous;
    kept.kind = this.kind;
    return kept;
  }
}

/**
 * Follows the rows of each canvas and gives each row with a predecessor one verdict. A row that went back does not
 * move the reference, unless the next one goes on from it.
 */
export class RowSteps {
  readonly onRow: ((step: RowStep) => void)[] = [];
  readonly onStep: ((step: SizedStep) => void)[] = [];
  /** Rows that repeat their predecessor. */
  duplicates = 0;
  /** Rows left aside because their canvas is one too many. */
  unfollowed = 0;
  /** The latest message no frame could be made of; it had rows too, and nobody knows which. */
  #bad = -1;
  readonly #size: StepSize;
  readonly #places: Places;
  readonly #canvases = new Map<number, Canvas>();
  readonly #now = new Row();
  #told: Frame | null = null;
  #toldRow = 0;
  readonly #step = new Telling(() => this.#place());
  #held: Telling[] = [];

  constructor(places: Places, nominal?: number) {
    this.#places = places;
    this.#size = new StepSize(nominal);
  }

  /** Milliseconds between two rows of a canvas; null while unknown. */
  get dt(): number | null {
    return this.#size.ms;
  }

  /** A message of which no frame could be made: how far the row before it is from the one after is then unknown. */
  bad(index: number): void {
    this.#bad = Math.max(this.#bad, index);
  }

  read(frame: Frame): void {
    if (!(this.#places.shape?.sent.has('rowStart') ?? false)) return;
    for (let row = 0; row < frame.rowCount; row += 1) this.#row(frame, row);
  }

  end(): void {
    this.#size.end();
    this.#release();
  }

  #row(frame: Frame, row: number): void {
    const key = frame.rows.canvas[row] as number;
    const canvas = this.#canvases.get(key);
    const now = this.#now;
    now.read(frame, row);
    if (canvas) this.#judge(frame, row, canvas, now);
    else if (this.#canvases.size < CANVASES) {
      this.#canvases.set(key, { frame: frame.index, last: copyOf(now), back: null });
    } else this.unfollowed += 1;
  }

  #judge(frame: Frame, row: number, canvas: Canvas, now: Row): void {
    const { back, last } = canvas;
    const onward = now.start >= last.start;
    const before = !onward && back !== null && this.#goesOn(back, now) ? back : last;
    const kind = before.isSame(now) ? 'duplicate' : now.start < before.start ? 'order' : 'forward';
    const step = this.#step;
    step.frame = frame.index;
    step.start = now.start;
    step.previous = kind === 'order' && back ? back.start : before.start;
    step.kind = kind;
    this.#told = frame;
    this.#toldRow = row;
    const isUnbroken = !(canvas.frame < this.#bad && this.#bad < frame.index);
    for (const listener of this.onRow) listener(step);
    if (kind === 'duplicate') this.duplicates += 1;
    if (kind === 'forward' && isUnbroken) this.#forward(step);
    canvas.frame = frame.index;
    if (kind === 'order') canvas.back = copyOf(now);
    else if (kind === 'forward' || before === last) {
      last.copy(now);
      canvas.back = null;
    }
  }

  #place(): Place {
    if (this.#told === null) throw new Error('no row is being told');
    return this.#places.at(this.#told, { row: this.#toldRow, field: this.#places.shape?.names.rowStart ?? '' });
  }

  /** Whether a row plausibly follows one that went back. */
  #goesOn(back: Row, now: Row): boolean {
    const step = now.start - back.start;
    return back.isSame(now) || (step > 0 && (this.dt === null || step <= farthest(this.dt)));
  }

  #forward(step: Telling): void {
    this.#size.add(step.start - step.previous);
    const { dt } = this;
    if (dt !== null) {
      this.#release();
      this.#sized(step, dt);
    } else if (this.#held.length < HELD) {
      this.#held.push(step.kept());
    }
  }

  #release(): void {
    const { dt } = this;
    if (dt === null || this.#held.length === 0) return;
    const held = this.#held;
    this.#held = [];
    for (const step of held) this.#sized(step, dt);
  }

  #sized(step: Telling, dt: number): void {
    const stepMs = step.start - step.previous;
    step.stepMs = stepMs;
    step.dt = dt;
    step.size = stepMs > farthest(dt) ? 'gap' : stepMs < 0.5 * dt - 1 ? 'overlap' : 'even';
    for (const listener of this.onStep) listener(step);
  }
}

/** The longest step that is no gap. */
export function farthest(dt: number): number {
  return 1.5 * dt + 1;
}

function copyOf(row: Row): Row {
  const copy = new Row();
  copy.copy(row);
  return copy;
}
