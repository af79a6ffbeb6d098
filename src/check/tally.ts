import type { Finding } from '../base/result.ts';

const KEPT = 5;

/** What one rule has counted on one stream. Findings are built only while fewer than five are kept. */
export class Tally {
  examined = 0;
  violations = 0;
  /** Sensors judged and found wanting, over all frames; for rules whose tolerance is over sensors. */
  sensorsExamined = 0;
  sensorsViolated = 0;
  /** Frame index of the first and last violation; null while there is none. */
  firstAt: number | null = null;
  lastAt: number | null = null;
  readonly findings: Finding[] = [];
  readonly #onFinding: ((finding: Finding) => void) | undefined;

  constructor(onFinding?: (finding: Finding) => void) {
    this.#onFinding = onFinding;
  }

  examine(units = 1): void {
    this.examined += units;
  }

  sensors(examined: number, violated: number): void {
    this.sensorsExamined += examined;
    this.sensorsViolated += violated;
  }

  /** One unit violates the rule. `frame` may lie before frames already judged, and is null for the whole stream. */
  violate(frame: number | null, build?: () => Finding): void {
    this.violations += 1;
    if (frame !== null) {
      this.firstAt = this.firstAt === null ? frame : Math.min(this.firstAt, frame);
      this.lastAt = this.lastAt === null ? frame : Math.max(this.lastAt, frame);
    }
    if (build) this.#keep(build);
  }

  /** A further finding within a unit already counted as violating. */
  more(frame: number, build: () => Finding): void {
    this.lastAt = Math.max(this.lastAt ?? frame, frame);
    this.#keep(build);
  }

  /** Share of what was judged that violates; 0 when nothing was judged. */
  share(overSensors: boolean): number {
    const [violated, examined] = overSensors
      ? [this.sensorsViolated, this.sensorsExamined]
      : [this.violations, this.examined];
    return examined === 0 ? 0 : violated / examined;
  }

  #keep(build: () => Finding): void {
    if (this.findings.length >= KEPT) return;
    const finding = build();
    this.findings.push(finding);
    this.#onFinding?.(finding);
  }
}
