import { elementsOfWidth, type ElementType } from './elements.ts';
import type { ValueSummaries } from './value-summaries.ts';

/** The extremes a frame's header claims; a side that was not on the wire may be 0 or unknown, and binds nothing. */
export interface HeaderExtremes {
  readonly max: number;
  readonly min: number;
  readonly hasMax: boolean;
  readonly hasMin: boolean;
}

/** What the values of a frame, read as one type, came to. */
export interface ValueExtremes {
  readonly max: number;
  readonly min: number;
  readonly count: number;
  readonly nonFinite: number;
}

/** Headers may be rounded to float32. */
const RELATIVE = 1e-5;
/** Whole numbers below 2^27 look like floats smaller than this. */
const ABSURD = 1e-30;

/** Whether a header says anything about its values. */
export function isTelling({ max, min, hasMax, hasMin }: HeaderExtremes): boolean {
  if (max === 0 && min === 0) return false;
  return Number.isFinite(max) && Number.isFinite(min) && !(hasMax && hasMin && max < min);
}

/**
 * How well values fill the span their header claims, 0..1; 1 is exactly. -1 when they do not agree: a value outside it,
 * more values that are not finite than are, or all of them absurdly small.
 */
export function fitOf(values: ValueExtremes, header: HeaderExtremes): number {
  const { max, min } = values;
  if (min > max || values.nonFinite * 2 > values.count) return -1;
  const size = Math.max(header.hasMax ? Math.abs(header.max) : 0, header.hasMin ? Math.abs(header.min) : 0);
  const slack = RELATIVE * size;
  if ((header.hasMax && max > header.max + slack) || (header.hasMin && min < header.min - slack)) return -1;
  const magnitude = Math.max(Math.abs(max), Math.abs(min));
  if (magnitude > 0 && magnitude < ABSURD && size >= ABSURD) return -1;
  if (header.hasMax && header.hasMin) {
    const span = header.max - header.min;
    return span <= slack ? 1 : Math.min(1, (max - min) / span);
  }
  const [claimed, found] = header.hasMax ? [header.max, max] : [header.min, min];
  const most = Math.max(Math.abs(claimed), Math.abs(found));
  return most === 0 ? 1 : 1 - Math.min(1, Math.abs(claimed - found) / most);
}

interface Candidate {
  agreed: number;
  fit: number;
}

/**
 * Finds the type of elements nobody named. Of the types as wide as the bytes say, the one that agrees with the header in
 * most of the first good frames; among equals the one that fills the header's span best, then the likeliest.
 */
export class ElementGuess {
  readonly #candidates = new Map<ElementType, Candidate>();
  #told = false;

  /** A first good frame with elements of `width` bytes; `read` reads its values as a type. */
  add(width: number, header: HeaderExtremes, read: (element: ElementType) => ValueExtremes): void {
    const telling = isTelling(header);
    this.#told ||= telling;
    for (const element of elementsOfWidth(width)) {
      const candidate = this.#candidates.get(element) ?? { agreed: 0, fit: 0 };
      this.#candidates.set(element, candidate);
      const fit = telling ? fitOf(read(element), header) : -1;
      if (fit < 0) continue;
      candidate.agreed += 1;
      candidate.fit += fit;
    }
  }

  /** The type to assume, and why in words; the likeliest of the first frame's width where none agrees. */
  best(): { readonly element: ElementType; readonly words: string } {
    let best: ElementType = 'float32';
    let most: Candidate | null = null;
    for (const [element, candidate] of this.#candidates) {
      const better =
        most === null ||
        candidate.agreed > most.agreed ||
        (candidate.agreed === most.agreed && candidate.fit > most.fit);
      if (!better) continue;
      best = element;
      most = candidate;
    }
    const why = !this.#told ? 'no extremes are sent' : (most?.agreed ?? 0) > 0 ? 'extremes agree' : 'no type agrees';
    return { element: best, words: `${best} (assumed: ${why})` };
  }
}

/** The extremes over the first `slots` places a kernel filled. */
export function extremesOf(values: ValueSummaries, slots: number, count: number): ValueExtremes {
  let max = -Infinity;
  let min = Infinity;
  let nonFinite = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    if (values.max[slot]! > max) max = values.max[slot]!;
    if (values.min[slot]! < min) min = values.min[slot]!;
    nonFinite += values.nonFinite[slot]!;
  }
  return { max, min, count, nonFinite };
}
