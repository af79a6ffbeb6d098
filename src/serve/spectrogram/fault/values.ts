import { extremesOf, sensorsOf } from '../plan.ts';
import type { FramePlan } from '../plan.ts';
import type { FaultDefinition } from './definition.ts';
import { BIN, pickSensor, pickSensorIndex, SENSOR, setValue } from './pick.ts';

/** Faults of the values, for the range and nonzero families. */
export const VALUE_FAULTS: readonly FaultDefinition[] = [
  {
    name: 'nan',
    help: 'a value is NaN',
    trips: ['range.finite'],
    floats: true,
    extent: 'frame',
    arguments: [SENSOR, BIN],
    frame: (frame, at) => setValue(frame, at, Number.NaN),
  },
  {
    name: 'inf',
    help: 'a value is infinite',
    trips: ['range.finite'],
    floats: true,
    extent: 'frame',
    arguments: [SENSOR, BIN],
    frame: (frame, at) => setValue(frame, at, Infinity),
  },
  {
    name: 'spike',
    help: 'a value is far off (1000 unless said otherwise) and the header covers it',
    trips: ['range.amplitude'],
    extent: 'frame',
    arguments: [SENSOR, BIN, { name: 'value', kind: 'number' }],
    values: (frame, at) => setValue(frame, at, at.number('value', 1000)),
  },
  {
    name: 'above-header',
    help: "a value lies above the header's maximum",
    trips: ['range.header'],
    floats: true,
    extent: 'frame',
    arguments: [SENSOR, BIN],
    frame: (frame, at) => setValue(frame, at, highest(frame) + 0.5),
  },
  {
    name: 'below-header',
    help: "a value lies below the header's minimum",
    trips: ['range.header'],
    floats: true,
    extent: 'frame',
    arguments: [SENSOR, BIN],
    frame: (frame, at) => setValue(frame, at, lowest(frame) - 0.5),
  },
  {
    name: 'header-loose',
    help: 'the header spans 1000 times the values from then on',
    trips: ['range.header-loose'],
    extent: 'onward',
    frame: (frame) => {
      const span = Math.max(highest(frame) - lowest(frame), 1);
      const max = highest(frame) + 500 * span;
      frame.min = lowest(frame) - 499 * span;
      frame.max = max;
    },
  },
  {
    name: 'clip',
    help: "a run of a sensor's values sits exactly at the frame's maximum",
    trips: ['range.clipping'],
    floats: true,
    extent: 'frame',
    arguments: [SENSOR],
    values: (frame, at) => {
      const values = pickSensor(frame, at)?.values;
      const top = extremesOf(frame)?.max;
      if (values && top !== undefined) values.fill(top, 0, Math.max(3, Math.ceil(values.length / 20)));
    },
  },
  {
    name: 'zero',
    help: 'all values are 0',
    trips: ['nonzero.frame'],
    extent: 'frame',
    values: (frame) => fill(frame, 0),
  },
  {
    name: 'constant',
    help: 'all values are the same (-60 unless said otherwise)',
    trips: ['nonzero.frame'],
    extent: 'frame',
    arguments: [{ name: 'value', kind: 'number' }],
    values: (frame, at) => fill(frame, at.number('value', -60)),
  },
  {
    name: 'twin',
    help: 'two neighbouring sensors carry the same values',
    trips: ['nonzero.twins'],
    extent: 'frame',
    arguments: [SENSOR],
    values: (frame, at) => {
      for (const { sensors } of frame.rows) {
        const index = pickSensorIndex(sensors, at);
        const other = sensors[index === 0 ? 1 : index - 1];
        if (other) sensors[index]?.values.set(other.values);
      }
    },
  },
  {
    name: 'dead',
    help: 'a sensor is constant from then on',
    trips: ['nonzero.sensor', 'nonzero.repeated'],
    extent: 'onward',
    arguments: [SENSOR, { name: 'value', kind: 'number' }],
    values: (frame, at) => {
      const id = pickSensor(frame, at)?.id;
      for (const sensor of sensorsOf(frame)) if (sensor.id === id) sensor.values.fill(at.number('value', -100));
    },
  },
  {
    name: 'freeze-picture',
    help: 'from then on the values are those of the frame before while times go on',
    trips: ['nonzero.frozen', 'nonzero.repeated'],
    extent: 'onward',
    timing: (timing, at) => {
      if (at.active) timing.showFrame = Math.max(0, at.fault.from - 1);
    },
  },
  {
    name: 'repeat-picture',
    help: 'the frame and the next ones, 4 unless said otherwise, repeat the values of the one before',
    trips: ['nonzero.repeated'],
    extent: 'frame',
    arguments: [{ name: 'repeats', kind: 'whole' }],
    timing: (timing, at) => {
      const end = at.fault.from + at.number('repeats', 4);
      if (at.index >= at.fault.from && at.index < end) timing.showFrame = Math.max(0, at.fault.from - 1);
    },
  },
];

function highest(frame: FramePlan): number {
  return frame.max ?? extremesOf(frame)?.max ?? 0;
}

function lowest(frame: FramePlan): number {
  return frame.min ?? extremesOf(frame)?.min ?? 0;
}

function fill(frame: FramePlan, value: number): void {
  for (const { values } of sensorsOf(frame)) values.fill(value);
}
