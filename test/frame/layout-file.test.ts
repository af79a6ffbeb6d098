import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLayout, readLayoutFile } from '../../src/frame/layout-file.ts';
import { nestedFile, NESTED_LAYOUT } from '../support/frame-layouts.ts';

const SMALL = {
  name: 'small',
  proto: 'a.proto',
  method: 'p.S/M',
  frame: { rows: 'r', sensors: 'r.s', values: 'r.s.v', sensorId: 'r.s.i', rowStart: 'r.a', rowEnd: 'r.b' },
};

const PACKED = { data: 'd', shape: { x: 'x' } };

describe('parseLayout', () => {
  it('reads a packed layout', () => {
    const frame = { data: 'd', shape: { x: 'a.x', z: 'z' }, element: 'int16', timestamps: 't', jobId: 'j' };
    expect(parseLayout(JSON.stringify({ ...SMALL, frame }), 'x.json')).toMatchObject({
      kind: 'packed',
      element: 'int16',
      frame: { data: 'd', 'shape.x': 'a.x', 'shape.z': 'z', timestamps: 't', jobId: 'j' },
    });
  });

  it('names the line of a place, or of what would hold it', () => {
    const { where } = nestedFile();
    const line = (place: string): string => where(place).slice(where(place).lastIndexOf(':') + 1);
    expect([line('name'), line('request.stream'), line('frame.rowEnd'), line('frame.jobId')]).toEqual([
      '2',
      '8',
      '17',
      '13',
    ]);
    expect(where('nothing')).toMatch(/nested\.layout\.yaml$/);
  });

  it('reads YAML', () => {
    const layout = parseLayout(NESTED_LAYOUT, 'x.yaml');
    expect(layout).toMatchObject({
      name: 'nested',
      timeUnit: 's',
      sourceTimeUnit: 'ns',
      constants: { which: { kind: 'ALL' } },
    });
    expect(nestedFile().frame.canvas).toBe('body.block.lines.picture');
  });

  it('reads JSON and fills in what may be left out', () => {
    expect(parseLayout(JSON.stringify(SMALL), 'x.json')).toEqual({
      ...SMALL,
      kind: 'nested',
      where: expect.any(Function),
      importPaths: [],
      request: {},
      constants: {},
      timeUnit: 'ms',
    });
  });

  it.each([
    ['text', 'not a layout'],
    ['[1, 2]', 'not a layout'],
    ['{ "a": ', 'x.yaml:1: '],
    ['name: a\nname: b', 'x.yaml:2: Map keys must be unique'],
    ['a: *b', 'x.yaml: Unresolved alias'],
    [JSON.stringify({ ...SMALL, name: undefined }), "'name' is missing"],
    [JSON.stringify({ ...SMALL, name: 7 }), "'name' is not a text"],
    [JSON.stringify({ ...SMALL, method: '' }), "'method' is not a text"],
    [JSON.stringify({ ...SMALL, protoset: 'b.binpb' }), 'names either a proto or a protoset'],
    [JSON.stringify({ ...SMALL, proto: undefined }), 'names either a proto or a protoset'],
    [JSON.stringify({ ...SMALL, importPaths: 'x' }), "'importPaths' is not a list of texts"],
    [JSON.stringify({ ...SMALL, timeUnit: 'minutes' }), "'timeUnit' is none of ms, s, us, ns"],
    [JSON.stringify({ ...SMALL, request: [] }), "'request' is not a mapping"],
    [JSON.stringify({ ...SMALL, request: { constants: 3 } }), "'request.constants' is not a mapping"],
    [JSON.stringify({ ...SMALL, health: {} }), "'health.method' is missing"],
    [JSON.stringify({ ...SMALL, frame: undefined }), "'frame' is missing"],
    [JSON.stringify({ ...SMALL, frame: { ...SMALL.frame, values: null } }), "'frame.values' is missing"],
    [JSON.stringify({ ...SMALL, frame: { ...SMALL.frame, data: 'd' } }), 'both values in rows and packed data'],
    [JSON.stringify({ ...SMALL, frame: { data: 'd' } }), "'frame.shape' is missing"],
    [JSON.stringify({ ...SMALL, frame: { data: 'd', shape: 'x' } }), "'frame.shape' is not a mapping"],
    [JSON.stringify({ ...SMALL, frame: { data: 'd', shape: {} } }), "'frame.shape.x' is missing"],
    [JSON.stringify({ ...SMALL, frame: { shape: { x: 'x' } } }), "'frame.data' is missing"],
    [JSON.stringify({ ...SMALL, frame: { ...PACKED, element: 'float' } }), "'frame.element' is none of float32, "],
    [JSON.stringify({ ...SMALL, frame: { ...PACKED, rowIndex: 'i', sequence: 's' } }), 'not both'],
    [JSON.stringify({ ...SMALL, frame: { ...PACKED, endChannel: 'e' } }), 'together or not at all'],
    [JSON.stringify({ ...SMALL, frame: { ...PACKED, rowEnd: 'e' } }), "'frame.rowEnd' means nothing in a layout"],
  ])('refuses %s', (text, message) => {
    expect(() => parseLayout(text, 'x.yaml')).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringMatching(/^x\.yaml(:1|:2)?: /) }),
    );
    expect(() => parseLayout(text, 'x.yaml')).toThrow(message);
  });

  it('names the nearest key to an unknown one', () => {
    const text = JSON.stringify({ ...SMALL, frame: { ...SMALL.frame, sensorid: 'x' } });
    expect(() => parseLayout(text, 'x.yaml')).toThrow(
      expect.objectContaining({
        message: "x.yaml:1: 'frame.sensorid' means nothing in a layout",
        hint: expect.stringContaining('sensorId'),
      }),
    );
  });
});

describe('readLayoutFile', () => {
  it('reads a file and says when it cannot', () => {
    const folder = mkdtempSync(join(tmpdir(), 'layout-'));
    try {
      writeFileSync(join(folder, 'a.json'), JSON.stringify(SMALL));
      expect(readLayoutFile(join(folder, 'a.json')).name).toBe('small');
      expect(() => readLayoutFile(join(folder, 'b.json'))).toThrow(expect.objectContaining({ code: 'file' }));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
