import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_LAYOUTS, compileLayout, loadLayout } from '../../src/frame/layout.ts';
import { parseLayout } from '../../src/frame/layout-file.ts';
import { decodeJson } from '../../src/schema/codec.ts';
import { LAYOUT_PATH, NESTED_LAYOUT } from '../support/frame-layouts.ts';

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

  it('says when a file is not there', () => {
    expect(() => loadLayout('nowhere.yaml')).toThrow(expect.objectContaining({ code: 'file' }));
  });

  it('reads a layout file and a descriptor set beside it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'layout-'));
    const text = NESTED_LAYOUT.replace('proto: nested.proto', 'protoset: nested.binpb');
    try {
      writeFileSync(join(folder, 'nested.yaml'), text);
      expect(() => loadLayout(join(folder, 'nested.yaml'))).toThrow('the descriptor set cannot be read');
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
