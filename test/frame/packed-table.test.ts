import { describe, expect, it } from 'vitest';
import { loadLayout } from '../../src/frame/layout.ts';
import { packedUserLayout } from '../support/frame-layouts.ts';

describe('compilePackedTable', () => {
  it('compiles the built-in layout', () => {
    const layout = loadLayout('pandadatastream');
    expect(layout.names).toEqual({
      rows: 'rows',
      sensors: 'sensors',
      values: 'main_data',
      sensorId: 'start_channel',
      rowStart: 'timestamp_in_milis',
      headerMax: 'global_maximum',
      headerMin: 'global_minimum',
      sequence: 'row_index',
    });
    expect([...layout.parts].toSorted()).toEqual(['headerMax', 'headerMin', 'rowStart', 'sensorId', 'sequence']);
    expect(layout).toMatchObject({
      kind: 'packed',
      element: 'unknown',
      declared: null,
      axes: 'rows x main_data',
      health: null,
      asks: { job: false, maxFrames: false, stream: true },
      packed: { dataRepeated: true, timestampIsSingle: false, rowIndexIsSingle: false, shapeZ: 'data_shape_z' },
    });
  });

  it('compiles a layout that declares its elements and has parts in messages of their own', () => {
    const layout = packedUserLayout();
    expect(layout).toMatchObject({ element: 'uint16', declared: 'uint16', names: { values: 'pixels' } });
    expect(layout.packed).toMatchObject({ dataRepeated: false, shapeX: 'size.width', shapeZ: undefined });
    expect(packedUserLayout(['timestamps: times', 'timestamps: time']).packed.timestampIsSingle).toBe(true);
    expect(packedUserLayout(['rowIndex: lines', 'sequence: line']).names.sequence).toBe('line');
  });

  it.each([
    [['data: pixels', 'data: job'], "8: frame.data: 'job' is not bytes, repeated or single"],
    [['data: pixels', 'data: pixel'], "8: frame.data: test.tiles.Tile has no field 'pixel'"],
    [['x: size.width', 'x: size'], "9: frame.shape.x: 'size' is not an integer"],
    [['y: size.height', 'y: size.width'], "9: frame.shape.y: 'size.width' plays another part already"],
    [['timestamps: times', 'timestamps: job'], "11: frame.timestamps: 'job' is not a number, repeated or single"],
    [['rowIndex: lines', 'rowIndex: time'], "12: frame.rowIndex: 'time' is not an integer, repeated or single"],
    [['sourceTime: sent', 'jobId: job'], "13: frame.jobId: 'job' is not an integer"],
  ] as const)('refuses %o', ([from, to], message) => {
    expect(() => packedUserLayout([from, to])).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(message) }),
    );
  });
});
