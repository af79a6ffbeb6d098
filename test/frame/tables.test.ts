import { describe, expect, it } from 'vitest';
import { Rows, Sensors } from '../../src/frame/tables.ts';

describe('Rows', () => {
  it('keeps what was written when it grows', () => {
    const rows = new Rows();
    for (let row = 0; row < 100; row += 1) {
      rows.begin(row, row * 2);
      rows.start[row] = row;
    }
    expect([rows.start[3], rows.start[99], rows.sensorBegin[50]]).toEqual([3, 99, 100]);
    expect(rows.sensorBegin.length).toBe(rows.start.length + 1);
  });

  it('begins a row as one that sends nothing', () => {
    const rows = new Rows();
    rows.end[0] = 5;
    rows.begin(0, 0);
    expect([rows.start[0], rows.end[0], rows.canvas[0]]).toEqual([0, 0, 0]);
  });
});

describe('Sensors', () => {
  it('keeps what was written when it grows', () => {
    const sensors = new Sensors();
    for (let slot = 0; slot < 300; slot += 1) {
      sensors.begin(slot);
      sensors.id[slot] = slot;
    }
    expect([sensors.id[7], sensors.id[299]]).toEqual([7, 299]);
  });

  it('begins a sensor without values, without extremes', () => {
    const sensors = new Sensors();
    sensors.count[0] = 9;
    sensors.begin(0);
    expect([sensors.count[0], sensors.min[0], sensors.max[0], sensors.hashLow[0]]).toEqual([0, Infinity, -Infinity, 0]);
  });
});
