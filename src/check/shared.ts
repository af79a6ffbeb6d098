import type { Expectation } from '../base/expectation.ts';
import type { FramePart, FrameShape } from '../base/frame.ts';
import { FrameRuns } from './frame-runs.ts';
import { Freezes } from './freezes.ts';
import { Learned } from './learned.ts';
import { Places } from './places.ts';
import { RowSteps } from './row-steps.ts';
import { SensorRuns } from './sensor-runs.ts';
import { SequenceTracker } from './sequence-tracker.ts';

/** What the rules of one stream look at together, so that nothing is worked out twice. */
export class Shared {
  readonly places: Places;
  readonly learned: Learned;
  readonly rowSteps: RowSteps;
  readonly sequence: SequenceTracker;
  readonly freezes: Freezes = new Freezes();
  readonly frameRuns: FrameRuns = new FrameRuns();
  readonly sensorRuns: SensorRuns = new SensorRuns();
  /** Arrival of the first message, good or bad; null before it. */
  firstArrival: number | null = null;

  constructor(stream: number, requestAt: number, expectation: Expectation) {
    this.places = new Places({ stream, requestAt, frequencies: expectation.frequencies?.value ?? [] });
    this.learned = new Learned(expectation);
    this.rowSteps = new RowSteps(this.places, expectation.rowStepMs?.value);
    this.sequence = new SequenceTracker(this.places, expectation.streams?.value ?? 1);
  }

  get shape(): FrameShape | null {
    return this.places.shape;
  }

  sent(part: FramePart): boolean {
    return this.places.shape?.sent.has(part) ?? false;
  }

  /** Whether the layout tells sensors apart; a row of bare values has none. */
  get hasSensors(): boolean {
    return this.places.shape?.names.sensors !== '';
  }

  get integers(): boolean {
    return this.places.shape?.integers ?? false;
  }
}

export const NO_SENSOR_AXIS = 'the rows have no sensor axis';
export const INTEGERS = 'the elements are integers';

/** Why rules on steps between rows examined nothing. */
export const NO_ROW_STEPS = {
  unsent: 'no row times are sent',
  single: 'no canvas had two rows',
  unsized: 'the step between rows is unknown: no lines_dt, and fewer than 3 steps or rows without distance',
} as const;
