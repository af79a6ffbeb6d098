import type { JitterSummary } from '../base/result.ts';
import { SignedDistribution } from './signed.ts';

/** Interarrival jitter of RFC 3550 section 6.4.1: J += (|D| - J) / 16 from J = 0, in order of arrival. Milliseconds. */
export class Jitter {
  #last: number | null = null;
  #jitter = 0;
  #sum = 0;
  #count = 0;
  #max = 0;

  /** Takes the next transit time (arrival - source time, any constant offset), ms. */
  add(transit: number): void {
    if (this.#last !== null) {
      this.#jitter += (Math.abs(transit - this.#last) - this.#jitter) / 16;
      this.#sum += this.#jitter;
      this.#count += 1;
      this.#max = Math.max(this.#max, this.#jitter);
    }
    this.#last = transit;
  }

  /** Null before the second message. */
  summary(source: string, pdvP95: number | null): JitterSummary | null {
    if (this.#count === 0) return null;
    return {
      formula: 'RFC 3550 6.4.1',
      source,
      final: this.#jitter,
      mean: this.#sum / this.#count,
      max: this.#max,
      pdvP95,
    };
  }
}

/**
 * Packet delay variation of RFC 5481: each delay less the smallest one, which is known only at the end; so delays are
 * kept relative to the first, and the percentile shifted by the exact minimum.
 */
export class DelayVariation {
  readonly #delays = new SignedDistribution();
  #first: number | null = null;

  /** Takes the next transit time (arrival - source time), ms. */
  add(transit: number): void {
    this.#first ??= transit;
    this.#delays.add(transit - this.#first);
  }

  /** PDV p95, ms; null when not estimable. */
  p95(): number | null {
    const p95 = this.#delays.quantile(0.95);
    const { min } = this.#delays;
    return p95 === null || min === null ? null : p95 - min;
  }

  destroy(): void {
    this.#delays.destroy();
  }
}
