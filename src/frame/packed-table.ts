import type { LayoutNames } from '../base/frame.ts';
import type { DescMessage } from '../schema/descriptors.ts';
import type { MessageTable } from '../schema/message-table.ts';
import * as actions from './actions.ts';
import type { PackedParts } from './layout-file.ts';
import type { Where } from './layout-section.ts';
import type { PackedNames } from './packed-fault.ts';
import { BYTES, INTEGER, NUMBER, PartMarker } from './part-marker.ts';

/** What a scanner of packed frames has to know beside the table. */
export interface PackedFrame extends PackedNames {
  readonly dataRepeated: boolean;
  /** The field holds one number, for a frame of one row. */
  readonly timestampIsSingle: boolean;
  readonly rowIndexIsSingle: boolean;
}

export interface PackedTable {
  /** The frame message, its entries marked with what to do. */
  readonly table: MessageTable;
  readonly packed: PackedFrame;
  readonly names: LayoutNames;
}

/** By this name the rule of time.sequence knows that numbers count rows, whatever the layout calls them. */
const ROW_NUMBERS = 'row_index';

/** Finds the field of every part of a packed layout and marks it in a table of its own; throws `config` Failures. */
export function compilePackedTable(desc: DescMessage, paths: PackedParts, where: Where): PackedTable {
  const marker = new PartMarker(paths, where);
  const frame = marker.frame(desc);
  const { data, timestamps, rowIndex, startChannel, endChannel } = paths;
  const header = marker.header(frame);
  const dataRepeated = marker.many(frame, data, 'data', actions.DATA, BYTES) ?? false;
  marker.single(frame, paths['shape.x'], 'shape.x', actions.SHAPE_X, INTEGER);
  marker.single(frame, paths['shape.y'], 'shape.y', actions.SHAPE_Y, INTEGER);
  marker.single(frame, paths['shape.z'], 'shape.z', actions.SHAPE_Z, INTEGER);
  const manyTimestamps = marker.many(frame, timestamps, 'timestamps', actions.TIMESTAMPS, NUMBER);
  const manyRowNumbers = marker.many(frame, rowIndex, 'rowIndex', actions.ROW_INDEX, INTEGER);
  marker.single(frame, startChannel, 'startChannel', actions.START_CHANNEL, INTEGER);
  marker.single(frame, endChannel, 'endChannel', actions.END_CHANNEL, INTEGER);
  marker.single(frame, paths.jobId, 'jobId', actions.JOB_ID, INTEGER);
  return {
    table: frame.table,
    packed: {
      data,
      shapeX: paths['shape.x'],
      shapeY: paths['shape.y'],
      shapeZ: paths['shape.z'],
      timestamps,
      rowIndex,
      dataRepeated,
      timestampIsSingle: manyTimestamps === false,
      rowIndexIsSingle: manyRowNumbers === false,
    },
    names: {
      rows: 'rows',
      sensors: 'sensors',
      values: data,
      ...(startChannel === undefined ? {} : { sensorId: startChannel }),
      ...(timestamps === undefined ? {} : { rowStart: timestamps }),
      ...header,
      ...(rowIndex === undefined ? {} : { sequence: ROW_NUMBERS }),
    },
  };
}
