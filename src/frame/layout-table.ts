import type { LayoutNames } from '../base/frame.ts';
import { printable } from '../base/text.ts';
import { ScalarType, type DescMessage } from '../schema/descriptors.ts';
import type { MessageTable } from '../schema/message-table.ts';
import * as actions from './actions.ts';
import type { NestedParts } from './layout-file.ts';
import type { Where } from './layout-section.ts';
import { INTEGER, NAME, NUMBER, PartMarker } from './part-marker.ts';

export interface LayoutTable {
  /** The frame message, its entries marked with what to do. */
  readonly table: MessageTable;
  readonly element: 'float32' | 'float64';
  readonly canvasIsNumber: boolean;
  readonly names: LayoutNames;
}

/** Finds the field of every part of a nested layout and marks it in a table of its own; throws `config` Failures. */
export function compileLayoutTable(desc: DescMessage, paths: NestedParts, where: Where): LayoutTable {
  const marker = new PartMarker(paths, where);
  const frame = marker.frame(desc);
  const rows = marker.list(frame, paths.rows, 'rows', actions.ROWS);
  const inRows = below(paths.rows, 'rows');
  const sensorsName = inRows(paths.sensors, 'sensors');
  const sensors = sensorsName === undefined ? rows : marker.list(rows, sensorsName, 'sensors', actions.SENSORS);
  const inSensors = paths.sensors === undefined ? inRows : below(paths.sensors, 'sensors');
  if (paths.sensors === undefined && paths.sensorId !== undefined) {
    throw marker.wrong('sensorId', paths.sensorId, 'is the id of nothing: the layout names no sensors');
  }

  const values = inSensors(paths.values, 'values') ?? '';
  const sensorId = inSensors(paths.sensorId, 'sensorId');
  const rowStart = inRows(paths.rowStart, 'rowStart');
  const rowEnd = inRows(paths.rowEnd, 'rowEnd');
  const canvas = inRows(paths.canvas, 'canvas');
  const header = marker.header(frame);
  const canvasType = marker.single(rows, canvas, 'canvas', actions.CANVAS, NAME);
  marker.single(rows, rowStart, 'rowStart', actions.ROW_START, NUMBER);
  marker.single(rows, rowEnd, 'rowEnd', actions.ROW_END, NUMBER);
  marker.single(sensors, sensorId, 'sensorId', actions.SENSOR_ID, INTEGER);
  const { field } = marker.mark(sensors, values, 'values', actions.VALUES);
  if (field.fieldKind !== 'list' || (field.scalar !== ScalarType.FLOAT && field.scalar !== ScalarType.DOUBLE)) {
    throw marker.wrong('values', values, 'is not a repeated float or double');
  }
  return {
    table: frame.table,
    element: field.scalar === ScalarType.FLOAT ? 'float32' : 'float64',
    canvasIsNumber: canvasType !== undefined && INTEGER.types.has(canvasType),
    names: {
      rows: paths.rows,
      sensors: sensorsName ?? '',
      values,
      ...(sensorId === undefined ? {} : { sensorId }),
      ...(rowStart === undefined ? {} : { rowStart }),
      ...(rowEnd === undefined ? {} : { rowEnd }),
      ...(canvas === undefined ? {} : { canvas }),
      ...header,
    },
  };

  function below(parent: string, parentPart: string): (path: string | undefined, part: string) => string | undefined {
    return (path, part) => {
      if (path === undefined) return undefined;
      if (path.startsWith(`${parent}.`)) return path.slice(parent.length + 1);
      throw marker.wrong(part, path, `does not lie in ${parentPart}, '${printable(parent, 80)}'`);
    };
  }
}
