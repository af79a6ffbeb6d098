import { sensorsOf } from '../plan.ts';
import type { FaultDefinition } from './definition.ts';
import { pickSensor, pickSensorIndex, SENSOR } from './pick.ts';

/** Faults of shape and of who is in the picture. */
export const DIMENSION_FAULTS: readonly FaultDefinition[] = [
  {
    name: 'drop-sensor',
    help: 'a sensor is missing',
    trips: ['dimension.sensors', 'dimension.drift', 'dimension.sensor-ids'],
    extent: 'frame',
    arguments: [SENSOR],
    frame: (frame, at) => {
      for (const { sensors } of frame.rows) {
        const index = pickSensorIndex(sensors, at);
        if (index >= 0) sensors.splice(index, 1);
      }
    },
  },
  {
    name: 'extra-sensor',
    help: 'there is a sensor too many',
    trips: ['dimension.sensors', 'dimension.drift', 'dimension.sensor-ids'],
    extent: 'frame',
    frame: (frame) => {
      for (const { sensors } of frame.rows) {
        const last = sensors.at(-1);
        if (last) sensors.push({ id: last.id + 1, values: last.values.toReversed() });
      }
    },
  },
  {
    name: 'drop-bin',
    help: 'a sensor has one value fewer',
    trips: ['dimension.bins', 'dimension.drift'],
    extent: 'frame',
    arguments: [SENSOR],
    frame: (frame, at) => {
      const sensor = pickSensor(frame, at);
      if (sensor) sensor.values = sensor.values.subarray(0, -1);
    },
  },
  {
    name: 'extra-row',
    help: 'the frame carries one row more; time goes on after it',
    trips: ['dimension.rows'],
    extent: 'frame',
    timing: (timing, at) => {
      if (at.active) timing.rowCount += 1;
    },
  },
  {
    name: 'wrong-channels',
    help: 'the channels are those of another job, 1000 higher unless said otherwise',
    trips: ['job.identity', 'dimension.sensor-ids'],
    extent: 'onward',
    arguments: [{ name: 'by', kind: 'whole' }],
    frame: (frame, at) => {
      for (const sensor of sensorsOf(frame)) sensor.id += at.number('by', 1000);
    },
  },
  {
    name: 'wrong-id',
    only: 'datastream',
    help: 'the last sensor has the id of another, 1000 higher',
    trips: ['dimension.sensor-ids', 'job.identity'],
    extent: 'frame',
    frame: (frame) => {
      for (const { sensors } of frame.rows) {
        const last = sensors.at(-1);
        if (last) last.id += 1000;
      }
    },
  },
];
