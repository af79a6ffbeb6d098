import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { afterAll, describe, expect, it } from 'vitest';
import { BUILT_IN_LAYOUTS, compileLayout, loadLayout } from '../../src/frame/layout.ts';
import { parseLayout } from '../../src/frame/layout-file.ts';
import { createScanner, isFault } from '../../src/frame/scanner.ts';
import { decodeJson, encodeJson } from '../../src/schema/codec.ts';
import { LAYOUT_PATH, NESTED_LAYOUT } from '../support/frame-layouts.ts';
import { scanWith } from '../support/frame-packed.ts';

describe('loadLayout', () => {
  const layout = loadLayout('datastream');

  it('compiles every built-in layout', () => {
    for (const name of BUILT_IN_LAYOUTS) expect(loadLayout(name).name).toBe(name);
  });

  it('knows the methods and what the request asks', () => {
    expect(layout.method).toBe('/datastream.DataStreamService/StreamSpectrograms');
    expect(layout.health?.method).toBe('/datastream.DataStreamService/CheckHealth');
    expect(layout.asks).toEqual({ job: true, maxFrames: true, stream: true });
    const request = layout.encodeRequest({ job: '12-70788', maxFrames: 10, streamId: 2 });
    expect(decodeJson(layout.descriptor.input, request)).toEqual({ jobId: '12-70788', maxFrames: 10, streamId: 2 });
  });

  it('describes the frame', () => {
    expect([layout.kind, layout.element, layout.axes, layout.timeUnit]).toEqual([
      'nested',
      'float32',
      'rows x sensors x intensity',
      'ms',
    ]);
    expect(layout.names).toMatchObject({
      rows: 'rows',
      sensors: 'sensors',
      values: 'intensity',
      sensorId: 'id',
      canvas: 'canvasId',
    });
    expect(layout.parts.size).toBe(8);
  });

  it('says when a file is not there, with the nearest built-in layout', () => {
    expect(() => loadLayout('nowhere.yaml')).toThrow(
      expect.objectContaining({ code: 'file', hint: 'built in are datastream and pandadatastream' }),
    );
    expect(() => loadLayout('pandadatastrem')).toThrow(
      expect.objectContaining({ hint: 'did you mean pandadatastream?' }),
    );
  });

  it('reads a layout file and a descriptor set beside it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'layout-'));
    const text = NESTED_LAYOUT.replace('proto: nested.proto', 'protoset: nested.binpb');
    try {
      writeFileSync(join(folder, 'nested.yaml'), text);
      expect(() => loadLayout(join(folder, 'nested.yaml'))).toThrow(
        expect.objectContaining({
          code: 'config',
          message: `${join(folder, 'nested.yaml')}:3: there is no file nested.binpb beside the layout`,
          hint: 'paths in a layout are relative to its own folder',
        }),
      );
      const set = compileLayout(parseLayout(NESTED_LAYOUT, LAYOUT_PATH), LAYOUT_PATH).descriptors;
      writeFileSync(join(folder, 'nested.binpb'), toBinary(FileDescriptorSetSchema, set));
      expect(loadLayout(join(folder, 'nested.yaml')).method).toBe('/test.nested.Source/Watch');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('compileLayout', () => {
  const compile = (from: string, to: string) =>
    compileLayout(parseLayout(NESTED_LAYOUT.replace(from, to), LAYOUT_PATH), LAYOUT_PATH);

  it('has only the parts the file names', () => {
    const layout = compile('  canvas: body.block.lines.picture\n', '');
    expect(layout.parts.has('canvas')).toBe(false);
    expect(layout.sourceTimeUnit).toBe('ns');
  });

  it('refuses a method that is not there, with the nearest', () => {
    expect(() => compile('Source/Watch', 'Source/Wach')).toThrow(
      expect.objectContaining({
        code: 'config',
        hint: expect.stringContaining('did you mean test.nested.Source/Watch'),
      }),
    );
  });

  it('refuses a method that does not stream', () => {
    expect(() => compile('Source/Watch', 'Source/Once')).toThrow('does not answer one request with a stream');
  });
});

describe('docs/layouts.md', () => {
  const text = readFileSync(new URL('../../docs/layouts.md', import.meta.url), 'utf8');
  /** The files the document shows, by the name it gives just before each. */
  const files = [...text.matchAll(/`([\w.]+\.(?:proto|yaml))`[^`\n]*\n\n```\w+\n([^]*?)```/g)];
  const folder = mkdtempSync(join(tmpdir(), 'layouts-'));
  for (const [, name = '', content = ''] of files) writeFileSync(join(folder, name), content);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows two layouts with their protos', () => {
    expect(files.map(([, name]) => name)).toEqual([
      'farm.proto',
      'farm.layout.yaml',
      'radar.proto',
      'radar.layout.yaml',
    ]);
  });

  it('shows a nested one that reads frames of its server', () => {
    const layout = loadLayout(join(folder, 'farm.layout.yaml'));
    const request = layout.encodeRequest({ job: 'run-41', maxFrames: 3, streamId: 1 });
    expect(decodeJson(layout.descriptor.input, request)).toEqual({
      scope: { run: 'run-41', part: 1 },
      limit: 3,
      mode: 'SPECTRUM',
    });
    const microphones = [1, 2].map((number) => ({ number, decibels: [-40.5, -number] }));
    const frame = scanWith(
      createScanner(layout, { values: true }),
      encodeJson(layout.descriptor.output, {
        counter: '9',
        scale: { top: -1, bottom: -40.5 },
        instants: [{ at: 1_700_000_000.25, microphones }],
      }),
    );
    if (isFault(frame)) throw new Error(frame.message);
    expect(frame).toMatchObject({ sequence: 9, headerMax: -1, headerMin: -40.5, sensorCount: 2 });
    expect([frame.rows.start[0], frame.sensors.id[1], frame.value(1, 1)]).toEqual([1_700_000_000_250, 2, -2]);
  });

  it('shows a packed one that reads frames of its server', () => {
    const layout = loadLayout(join(folder, 'radar.layout.yaml'));
    expect(layout.asks).toEqual({ job: false, maxFrames: false, stream: true });
    const samples = Buffer.from(Int16Array.of(-3, 4, 500, -600).buffer).toString('base64');
    const scanner = createScanner(layout, { values: true, bins: 2 });
    const frame = scanWith(
      scanner,
      encodeJson(layout.descriptor.output, {
        sweepNumber: '5',
        startedUs: '1700000000000500',
        grid: { cells: 4, firstChannel: 3, lastChannel: 4 },
        samples,
      }),
    );
    if (isFault(frame)) throw new Error(frame.message);
    expect(frame).toMatchObject({ sequence: 5, startChannel: 3, endChannel: 4, rowCount: 1, sensorCount: 2 });
    expect([frame.rows.start[0], frame.sensors.id[1], frame.value(1, 1)]).toEqual([1_700_000_000_000.5, 4, -600]);
    expect(scanner.settle(scanner.seen())).toMatchObject({
      element: 'int16',
      elementAssumed: false,
      integers: true,
      axes: '2 sensors x 2 bins',
      names: { sequence: 'sweep_number' },
    });
  });
});
