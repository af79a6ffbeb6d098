import type { FramePlan, SensorPlan } from '../plan.ts';
import type { ArgumentSpec, FaultAt } from './definition.ts';

/** Id of the sensor a fault strikes; without it the one in the middle of the row. */
export const SENSOR: ArgumentSpec = { name: 'sensor', kind: 'whole' };
/** Bin a fault strikes, 0-based; without it the one in the middle. */
export const BIN: ArgumentSpec = { name: 'bin', kind: 'whole' };

export function pickSensorIndex(sensors: readonly SensorPlan[], at: FaultAt): number {
  const id = at.number('sensor', Number.NaN);
  return Number.isNaN(id) ? Math.floor(sensors.length / 2) : sensors.findIndex((sensor) => sensor.id === id);
}

/** The struck sensor of the first row. */
export function pickSensor(frame: FramePlan, at: FaultAt): SensorPlan | undefined {
  const sensors = frame.rows[0]?.sensors ?? [];
  return sensors[pickSensorIndex(sensors, at)];
}

/** Changes the struck value of the first row. */
export function setValue(frame: FramePlan, at: FaultAt, value: number): void {
  const values = pickSensor(frame, at)?.values;
  if (values) values[at.number('bin', Math.floor(values.length / 2))] = value;
}
