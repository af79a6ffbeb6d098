import { ScalarType, type DescField, type DescMessage } from '../schema/descriptors.ts';
import type { LayoutNames } from '../base/frame.ts';
import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { compileTable, type MessageTable } from '../schema/message-table.ts';
import * as actions from './actions.ts';
import { fieldOf } from './field-path.ts';
import type { ElementType } from './kernel.ts';
import type { PartPaths } from './layout-file.ts';

export interface LayoutTable {
  /** The frame message, its entries marked with what to do. */
  readonly table: MessageTable;
  readonly element: ElementType;
  readonly canvasIsNumber: boolean;
  readonly names: LayoutNames;
}

interface Place {
  readonly table: MessageTable;
  readonly desc: DescMessage;
}

const INTEGER = new Set([
  ScalarType.INT32,
  ScalarType.INT64,
  ScalarType.UINT32,
  ScalarType.UINT64,
  ScalarType.SINT32,
  ScalarType.SINT64,
  ScalarType.FIXED32,
  ScalarType.FIXED64,
  ScalarType.SFIXED32,
  ScalarType.SFIXED64,
]);
const NUMBER = new Set([...INTEGER, ScalarType.FLOAT, ScalarType.DOUBLE]);
const NAME = new Set([...INTEGER, ScalarType.STRING, ScalarType.BYTES]);

/** Finds the field of every part and marks it in a table of its own; throws a `config` Failure naming `file` and part. */
export function compileLayoutTable(desc: DescMessage, paths: PartPaths, file: string): LayoutTable {
  const frame: Place = { table: compileTable(desc).copy(), desc };
  const rows = list(frame, paths.rows, 'rows', actions.ROWS);
  const inRows = below(paths.rows, 'rows');
  const sensorsName = inRows(paths.sensors, 'sensors');
  const sensors = list(rows, sensorsName, 'sensors', actions.SENSORS);
  const inSensors = below(paths.sensors, 'sensors');

  const canvas = paths.canvas === undefined ? undefined : inRows(paths.canvas, 'canvas');
  const names: LayoutNames = {
    rows: paths.rows,
    sensors: sensorsName,
    values: inSensors(paths.values, 'values'),
    sensorId: inSensors(paths.sensorId, 'sensorId'),
    rowStart: inRows(paths.rowStart, 'rowStart'),
    rowEnd: inRows(paths.rowEnd, 'rowEnd'),
    ...(canvas === undefined ? {} : { canvas }),
    ...(paths.headerMax === undefined ? {} : { headerMax: paths.headerMax }),
    ...(paths.headerMin === undefined ? {} : { headerMin: paths.headerMin }),
    ...(paths.sequence === undefined ? {} : { sequence: paths.sequence }),
    ...(paths.sourceTime === undefined ? {} : { sourceTime: paths.sourceTime }),
  };
  single(frame, names.headerMax, 'headerMax', actions.HEADER_MAX, NUMBER, 'a number');
  single(frame, names.headerMin, 'headerMin', actions.HEADER_MIN, NUMBER, 'a number');
  single(frame, names.sequence, 'sequence', actions.SEQUENCE, INTEGER, 'an integer');
  single(frame, names.sourceTime, 'sourceTime', actions.SOURCE_TIME, NUMBER, 'a number');
  const canvasType = single(rows, names.canvas, 'canvas', actions.CANVAS, NAME, 'a text, bytes or an integer');
  single(rows, names.rowStart, 'rowStart', actions.ROW_START, NUMBER, 'a number');
  single(rows, names.rowEnd, 'rowEnd', actions.ROW_END, NUMBER, 'a number');
  single(sensors, names.sensorId, 'sensorId', actions.SENSOR_ID, INTEGER, 'an integer');
  const values = mark(sensors, names.values, 'values', actions.VALUES).field;
  if (values.fieldKind !== 'list' || (values.scalar !== ScalarType.FLOAT && values.scalar !== ScalarType.DOUBLE)) {
    throw wrong('values', names.values, 'is not a repeated float or double');
  }
  return {
    table: frame.table,
    element: values.scalar === ScalarType.FLOAT ? 'float32' : 'float64',
    canvasIsNumber: canvasType !== undefined && INTEGER.has(canvasType),
    names,
  };

  function list(from: Place, path: string, part: string, action: number): Place {
    const { field, table } = mark(from, path, part, action);
    if (field.fieldKind !== 'list' || field.listKind !== 'message' || table === null) {
      throw wrong(part, path, 'is not a repeated message');
    }
    return { table, desc: field.message };
  }

  function single(
    from: Place,
    path: string | undefined,
    part: string,
    action: number,
    types: ReadonlySet<ScalarType>,
    what: string,
  ): ScalarType | undefined {
    if (path === undefined) return undefined;
    const { field } = mark(from, path, part, action);
    const type =
      field.fieldKind === 'enum' ? ScalarType.INT32 : field.fieldKind === 'scalar' ? field.scalar : undefined;
    if (type === undefined || !types.has(type)) throw wrong(part, path, `is not ${what}`);
    return type;
  }

  /** Walks down single messages to the last name and marks its entry. */
  function mark(
    from: Place,
    path: string,
    part: string,
    action: number,
  ): { field: DescField; table: MessageTable | null } {
    let { table, desc } = from;
    const names = path.split('.');
    for (const [i, name] of names.entries()) {
      const field = fieldOf(desc, name, `${file}: frame.${part}`);
      const entry = table.find(field.number);
      if (entry === undefined) throw wrong(part, path, 'is not compiled');
      const last = i === names.length - 1;
      if (field.message !== undefined && 'delimitedEncoding' in field && field.delimitedEncoding) {
        throw wrong(part, path, `passes through the group '${name}', which cannot be scanned`);
      }
      if (last && entry.action !== 0) throw wrong(part, path, 'plays another part already');
      if (last || entry.action === 0) {
        entry.action = last ? action : actions.DESCEND;
        entry.child = entry.child?.copy() ?? null;
      }
      if (last) return { field, table: entry.child };
      if (field.fieldKind !== 'message' || entry.child === null || entry.action !== actions.DESCEND) {
        throw wrong(part, path, `passes through '${name}', which is not a single message`);
      }
      table = entry.child;
      desc = field.message;
    }
    throw wrong(part, path, 'names no field');
  }

  function below(parent: string, parentPart: string): (path: string, part: string) => string {
    return (path, part) => {
      if (path.startsWith(`${parent}.`)) return path.slice(parent.length + 1);
      throw wrong(part, path, `does not lie in ${parentPart}, '${printable(parent, 80)}'`);
    };
  }

  function wrong(part: string, path: string, why: string): Failure {
    const full = new Map(Object.entries(paths)).get(part) ?? path;
    return new Failure('config', `${file}: frame.${part}: '${printable(full, 120)}' ${why}`);
  }
}
