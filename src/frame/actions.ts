import type { FramePart } from '../base/frame.ts';

/** What the scanner does with a field; 0 is to verify it only. */
export const DESCEND = 1;
export const ROWS = 2;
export const SENSORS = 3;
export const VALUES = 4;
export const HEADER_MAX = 5;
export const HEADER_MIN = 6;
export const SEQUENCE = 7;
export const SOURCE_TIME = 8;
export const CANVAS = 9;
export const ROW_START = 10;
export const ROW_END = 11;
export const SENSOR_ID = 12;

/** The part each action from HEADER_MAX on reads. */
export const PART_OF_ACTION: ReadonlyMap<number, FramePart> = new Map([
  [HEADER_MAX, 'headerMax'],
  [HEADER_MIN, 'headerMin'],
  [SEQUENCE, 'sequence'],
  [SOURCE_TIME, 'sourceTime'],
  [CANVAS, 'canvas'],
  [ROW_START, 'rowStart'],
  [ROW_END, 'rowEnd'],
  [SENSOR_ID, 'sensorId'],
]);
