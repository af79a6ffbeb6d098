import { describe, expect, it } from 'vitest';
import { compileLayoutTable } from '../../src/frame/layout-table.ts';
import type { NestedParts } from '../../src/frame/layout-file.ts';
import { compileTable } from '../../src/schema/message-table.ts';
import { nestedFile, userLayout } from '../support/frame-layouts.ts';

const desc = userLayout().layout.descriptor.output;
const paths = nestedFile().frame;
const where = (place: string): string => `x.yaml:${place.length}`;
const compile = (changed: Partial<NestedParts> = {}) => compileLayoutTable(desc, { ...paths, ...changed }, where);

describe('compileLayoutTable', () => {
  it('names parts from what holds them', () => {
    expect(compile().names).toEqual({
      rows: 'body.block.lines',
      canvas: 'picture',
      rowStart: 'span.from',
      rowEnd: 'span.to',
      sensors: 'data.traces',
      sensorId: 'key.id',
      values: 'points.v',
      headerMax: 'head.span.hi',
      headerMin: 'head.span.lo',
      sequence: 'head.number',
      sourceTime: 'head.sent',
    });
  });

  it('finds the element type and whether canvases are numbers', () => {
    expect([compile().element, compile().canvasIsNumber]).toEqual(['float64', true]);
  });

  it('marks a table of its own', () => {
    expect(compile().table.find(1)?.action).not.toBe(0);
    expect(compileTable(desc).find(1)?.action).toBe(0);
  });

  it.each<[Partial<NestedParts>, string]>([
    [{ rows: 'body.block' }, "frame.rows: 'body.block' is not a repeated message"],
    [{ rows: 'body.numbers' }, "frame.rows: 'body.numbers' is not a repeated message"],
    [{ rows: 'body.blok.lines' }, "frame.rows: test.nested.Picture.Body has no field 'blok'"],
    [{ rows: 'body.more.lines' }, "passes through 'more', which is not a single message"],
    [{ sensors: 'head.traces' }, "frame.sensors: 'head.traces' does not lie in rows, 'body.block.lines'"],
    [{ values: 'body.block.lines.picture' }, "frame.values: 'body.block.lines.picture' does not lie in sensors"],
    [{ values: 'body.block.lines.data.traces.key.id' }, 'plays another part already'],
    [{ sequence: 'head.span.hi' }, "frame.sequence: 'head.span.hi' plays another part already"],
    [
      { canvas: 'body.block.lines.span.from' },
      "frame.canvas: 'body.block.lines.span.from' is not a text, bytes or an integer",
    ],
    [{ headerMax: 'head.span' }, "frame.headerMax: 'head.span' is not a number"],
    [{ headerMax: 'body.block.lines.span.from' }, "passes through 'lines', which is not a single message"],
    [{ headerMax: '' }, "has no field ''"],
  ])('refuses %o', (changed, message) => {
    expect(() => compile(changed)).toThrow(message);
    expect(() => compile(changed)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringMatching(/^x\.yaml:\d+: frame\.\w+: /) }),
    );
  });

  it('refuses values that are no floats', () => {
    const ids = { ...paths, sensorId: 'body.block.lines.data.traces.key.id' };
    expect(() => compileLayoutTable(desc, { ...ids, values: 'body.block.lines.data.traces.points' }, where)).toThrow(
      'is not a repeated float or double',
    );
  });

  it('needs no more than rows and values', () => {
    const { rows, values, sensors } = paths;
    expect(
      compileLayoutTable(desc, { rows, values, ...(sensors === undefined ? {} : { sensors }) }, where).names,
    ).toEqual({
      rows: 'body.block.lines',
      sensors: 'data.traces',
      values: 'points.v',
    });
  });

  it('has no ids where there are no sensors', () => {
    const { rows, values, sensorId = '' } = paths;
    expect(() => compileLayoutTable(desc, { rows, values, sensorId }, where)).toThrow('is the id of nothing');
    expect(() => compileLayoutTable(desc, { rows, values }, where)).toThrow("passes through 'traces'");
  });
});
