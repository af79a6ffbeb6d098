import { pickSensor, pickSensorIndex, SENSOR } from './pick.ts';
import type { FaultAt, FaultDefinition, FrameTiming } from './definition.ts';

/** 2150-01-01, epoch ms. */
const FAR_YEAR = 5_680_281_600_000;

/** Source time stands still over a frame without rows, so that none of them is missing afterwards. */
function standStill(timing: FrameTiming, at: FaultAt): void {
  if (at.active) timing.advance = 0;
}

/** Faults of the structure family but those of the bytes. */
export const STRUCTURE_FAULTS: readonly FaultDefinition[] = [
  {
    name: 'no-rows',
    help: 'the frame has no rows',
    trips: ['structure.present'],
    extent: 'frame',
    timing: standStill,
    frame: (frame) => {
      frame.rows = [];
    },
  },
  {
    name: 'empty-row',
    help: 'the first row has no sensors',
    trips: ['structure.present'],
    extent: 'frame',
    frame: (frame) => {
      for (const row of frame.rows.slice(0, 1)) row.sensors = [];
    },
  },
  {
    name: 'empty-sensor',
    help: 'a sensor has no values',
    trips: ['structure.present'],
    only: 'datastream',
    extent: 'frame',
    arguments: [SENSOR],
    frame: (frame, at) => {
      const sensor = pickSensor(frame, at);
      if (sensor) sensor.values = new Float32Array(0);
    },
  },
  {
    name: 'row-reversed',
    help: 'a row ends before it starts',
    trips: ['structure.rows'],
    only: 'datastream',
    extent: 'frame',
    frame: (frame, at) => {
      for (const row of frame.rows) row.end = row.start - Math.max(2, Math.round(at.dtMs));
    },
  },
  {
    name: 'row-year',
    help: 'a row ends in the year 2150; in the packed layout it starts then',
    trips: ['structure.rows', 'time.future'],
    extent: 'frame',
    frame: (frame, { layout }) => {
      for (const row of frame.rows) {
        row.end = FAR_YEAR;
        if (layout === 'pandadatastream') row.start = FAR_YEAR;
      }
    },
  },
  {
    name: 'duplicate-id',
    help: 'two sensors of each row have the same id',
    trips: ['structure.sensor-ids'],
    only: 'datastream',
    extent: 'frame',
    frame: (frame) => {
      for (const { sensors } of frame.rows) {
        const [first, second] = sensors;
        if (first && second) second.id = first.id;
      }
    },
  },
  {
    name: 'shuffle-ids',
    help: 'two sensors have changed places, so that ids do not ascend',
    trips: ['structure.sensor-order'],
    only: 'datastream',
    extent: 'frame',
    arguments: [SENSOR],
    frame: (frame, at) => {
      for (const { sensors } of frame.rows) {
        const index = Math.min(pickSensorIndex(sensors, at), sensors.length - 2);
        if (index >= 0) sensors.splice(index, 2, ...sensors.slice(index, index + 2).toReversed());
      }
    },
  },
  {
    name: 'header-nan',
    help: "the header's maximum is NaN",
    trips: ['structure.header'],
    extent: 'frame',
    frame: (frame) => {
      frame.max = Number.NaN;
    },
  },
  {
    name: 'header-swap',
    help: "the header's minimum and maximum are swapped",
    trips: ['structure.header'],
    extent: 'frame',
    frame: (frame) => {
      const { max, min } = frame;
      frame.max = min;
      frame.min = max;
    },
  },
];
