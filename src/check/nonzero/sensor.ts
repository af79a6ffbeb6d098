import type { Rule } from '../rule.ts';
import { RUN } from '../sensor-runs.ts';
import { NO_SENSOR_AXIS } from '../shared.ts';
import { number, others } from '../words.ts';

export const sensor: Rule = {
  id: 'nonzero.sensor',
  family: 'nonzero',
  severity: 'error',
  unit: 'frames',
  sensors: true,
  summary: 'All values of a sensor are equal, and the same, for 10 frames running: a dead channel.',
  start({ tally, shared }) {
    const runs = shared.sensorRuns;
    let waiting = 0;
    return {
      frame(frame, facts) {
        if (!shared.hasSensors) return;
        runs.read(frame, facts, shared.sent('sensorId'));
        const { examined, violated, slot, run } = runs.constant;
        waiting += 1;
        if (examined === 0) return;
        // The frames before the tenth were part of what is judged now.
        tally.examine(waiting);
        waiting = 0;
        tally.sensors(examined, violated);
        if (violated === 0) return;
        tally.violate(frame.index, () => {
          const value = number(frame.sensors.min[slot] as number);
          return {
            ...shared.places.at(frame, { slot }),
            expected: 'values that change',
            actual: `${value} for ${run} frames running`,
            message: `every value of the sensor has been ${value} for ${run} frames: a dead channel${others(violated - 1, 'sensor')}`,
          };
        });
      },
      skipped() {
        return shared.hasSensors ? `needs a sensor in ${RUN} frames, ${runs.frames} came` : NO_SENSOR_AXIS;
      },
    };
  },
};
