import type { Expectation, Fact } from '../base/expectation.ts';
import type { Frame } from '../base/frame.ts';

const ORIGIN = 'first frame';

/** Sensors per row and values per sensor: from flags or description, else from the first row of the first sound frame. */
export class Learned {
  sensors: Fact<number> | null;
  bins: Fact<number> | null;

  constructor({ sensors, bins }: Pick<Expectation, 'sensors' | 'bins'>) {
    this.sensors = sensors ?? null;
    this.bins = bins ?? null;
  }

  /** Call with a frame that violates no structure rule. */
  learn({ rows, sensors, rowCount }: Frame): void {
    if ((this.sensors && this.bins) || rowCount === 0) return;
    const begin = rows.sensorBegin[0] as number;
    this.sensors ??= { value: (rows.sensorBegin[1] as number) - begin, origin: ORIGIN };
    this.bins ??= { value: sensors.count[begin] as number, origin: ORIGIN };
  }
}
