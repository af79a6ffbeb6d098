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
// Of packed layouts alone.
export const DATA = 13;
export const SHAPE_X = 14;
export const SHAPE_Y = 15;
export const SHAPE_Z = 16;
export const TIMESTAMPS = 17;
export const ROW_INDEX = 18;
export const START_CHANNEL = 19;
export const END_CHANNEL = 20;
export const JOB_ID = 21;

/** The part each action reads that reads one. Channels of a packed frame are its sensors' ids. */
export const PART_OF_ACTION: ReadonlyMap<number, FramePart> = new Map([
  [HEADER_MAX, 'headerMax'],
  [HEADER_MIN, 'headerMin'],
  [SEQUENCE, 'sequence'],
  [SOURCE_TIME, 'sourceTime'],
  [CANVAS, 'canvas'],
  [ROW_START, 'rowStart'],
  [ROW_END, 'rowEnd'],
  [SENSOR_ID, 'sensorId'],
  [TIMESTAMPS, 'rowStart'],
  [ROW_INDEX, 'sequence'],
  [START_CHANNEL, 'sensorId'],
  [END_CHANNEL, 'sensorId'],
]);
