import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLayout, readLayoutFile } from '../../src/frame/layout-file.ts';
import { NESTED_LAYOUT } from '../support/frame-layouts.ts';

const SMALL = {
  name: 'small',
  proto: 'a.proto',
  method: 'p.S/M',
  frame: { rows: 'r', sensors: 'r.s', values: 'r.s.v', sensorId: 'r.s.i', rowStart: 'r.a', rowEnd: 'r.b' },
};

describe('parseLayout', () => {
  it('reads YAML', () => {
    const layout = parseLayout(NESTED_LAYOUT, 'x.yaml');
    expect(layout).toMatchObject({
      name: 'nested',
      timeUnit: 's',
      sourceTimeUnit: 'ns',
      constants: { which: { kind: 'ALL' } },
    });
    expect(layout.frame.canvas).toBe('body.block.lines.picture');
  });

  it('reads JSON and fills in what may be left out', () => {
    expect(parseLayout(JSON.stringify(SMALL), 'x.json')).toEqual({
      ...SMALL,
      importPaths: [],
      request: {},
      constants: {},
      timeUnit: 'ms',
    });
  });

  it.each([
    ['text', 'not a layout'],
    ['[1, 2]', 'not a layout'],
    ['{ "a": ', 'x.yaml: '],
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
    [
      JSON.stringify({ ...SMALL, frame: { data: 'd', shape: { x: 'x' } } }),
      'packed layouts (frame.data, frame.shape) cannot be read yet',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => parseLayout(text, 'x.yaml')).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringMatching(new RegExp(`^x\\.yaml: `)) }),
    );
    expect(() => parseLayout(text, 'x.yaml')).toThrow(message);
  });

  it('names the nearest key to an unknown one', () => {
    const text = JSON.stringify({ ...SMALL, frame: { ...SMALL.frame, sensorid: 'x' } });
    expect(() => parseLayout(text, 'x.yaml')).toThrow(
      expect.objectContaining({
        message: "x.yaml: 'frame.sensorid' means nothing in a layout",
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
