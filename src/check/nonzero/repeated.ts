import type { Frame } from '../../base/frame.ts';
import type { Finding } from '../../base/result.ts';
import type { Rule } from '../rule.ts';
import { NO_SENSOR_AXIS } from '../shared.ts';
import { others } from '../words.ts';

const RUN = 3;

export const repeated: Rule = {
  id: 'nonzero.repeated',
  family: 'nonzero',
  severity: 'warning',
  unit: 'frames',
  sensors: true,
  summary: "The frame's values equal the previous frame's, 3 running, or one sensor's do, 10 running.",
  start({ tally, shared }) {
    const { frameRuns, sensorRuns } = shared;
    let waiting = 0;

    function wholeFrame(frame: Frame): Finding {
      return {
        ...shared.places.at(frame),
        expected: 'values that change from frame to frame',
        actual: `equal to the previous frame, ${frameRuns.equal} running`,
        message: `${frameRuns.equal} frames running repeat the values of the one before`,
      };
    }

    function oneSensor(frame: Frame): Finding {
      const { slot, run, violated } = sensorRuns.repeated;
      return {
        ...shared.places.at(frame, { slot }),
        expected: 'values that change from frame to frame',
        actual: `equal to the previous frame, ${run} running`,
        message: `the sensor has repeated its values for ${run} frames running${others(violated - 1, 'sensor')}`,
      };
    }

    return {
      frame(frame, facts) {
        // One value alone may well stay on its floor.
        if (facts.loudValues < 2) return;
        frameRuns.read(frame.index, facts);
        if (shared.hasSensors) sensorRuns.read(frame, facts, shared.sent('sensorId'));
        waiting += 1;
        if (frameRuns.seen <= RUN) return;
        tally.examine(waiting);
        waiting = 0;
        const { violated } = sensorRuns.repeated;
        const whole = frameRuns.equal >= RUN;
        tally.sensors(facts.loudSensors, whole ? facts.loudSensors : violated);
        if (whole) tally.violate(frame.index, () => wholeFrame(frame));
        else if (violated > 0) tally.violate(frame.index, () => oneSensor(frame));
      },
      skipped() {
        const { seen } = frameRuns;
        return seen === 0 && !shared.hasSensors
          ? NO_SENSOR_AXIS
          : `needs ${RUN + 1} frames of two values, ${seen} came`;
      },
    };
  },
};
