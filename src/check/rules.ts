import { bins } from './dimension/bins.ts';
import { drift } from './dimension/drift.ts';
import { rows as dimensionRows } from './dimension/rows.ts';
import { sensorIds as dimensionSensorIds } from './dimension/sensor-ids.ts';
import { sensors } from './dimension/sensors.ts';
import { id } from './job/id.ts';
import { identity } from './job/identity.ts';
import { reply } from './job/reply.ts';
import { frame } from './nonzero/frame.ts';
import { frozen } from './nonzero/frozen.ts';
import { repeated } from './nonzero/repeated.ts';
import { sensor } from './nonzero/sensor.ts';
import { twins } from './nonzero/twins.ts';
import { amplitude } from './range/amplitude.ts';
import { clipping } from './range/clipping.ts';
import { finite } from './range/finite.ts';
import { frequency } from './range/frequency.ts';
import { headerLoose } from './range/header-loose.ts';
import { header as rangeHeader } from './range/header.ts';
import type { Rule } from './rule.ts';
import { complete } from './stream/complete.ts';
import { coverage } from './stream/coverage.ts';
import { firstFrame } from './stream/first-frame.ts';
import { freezeShare } from './stream/freeze-share.ts';
import { freeze } from './stream/freeze.ts';
import { stalled } from './stream/stalled.ts';
import { status } from './stream/status.ts';
import { decodes } from './structure/decodes.ts';
import { element } from './structure/element.ts';
import { header } from './structure/header.ts';
import { present } from './structure/present.ts';
import { rows } from './structure/rows.ts';
import { sensorIds } from './structure/sensor-ids.ts';
import { sensorOrder } from './structure/sensor-order.ts';
import { age } from './time/age.ts';
import { duplicate } from './time/duplicate.ts';
import { future } from './time/future.ts';
import { gap } from './time/gap.ts';
import { order } from './time/order.ts';
import { overlap } from './time/overlap.ts';
import { rate } from './time/rate.ts';
import { realtime } from './time/realtime.ts';
import { sequence } from './time/sequence.ts';
import { window } from './time/window.ts';

/** Every rule, in the order of the report. */
export const RULES: readonly Rule[] = [
  ...[decodes, present, header, rows, sensorIds, sensorOrder, element],
  ...[sensors, bins, dimensionRows, drift, dimensionSensorIds],
  ...[finite, amplitude, rangeHeader, headerLoose, frequency, clipping],
  ...[frame, sensor, frozen, repeated, twins],
  ...[order, duplicate, gap, overlap, sequence, rate, realtime, age, future, window],
  ...[identity, id, reply],
  ...[coverage, firstFrame, complete, freeze, freezeShare, status, stalled],
];

export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);

/** Rules that cannot be switched off, whatever families are chosen. */
export const ALWAYS: ReadonlySet<string> = new Set([firstFrame.id, status.id, stalled.id]);
