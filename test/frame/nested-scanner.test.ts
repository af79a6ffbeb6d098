import { describe, expect, it } from 'vitest';
import { compileLayout } from '../../src/frame/layout.ts';
import { parseLayout } from '../../src/frame/layout-file.ts';
import { createScanner, isFault } from '../../src/frame/scanner.ts';
import { encodeJson } from '../../src/schema/codec.ts';
import { LAYOUT_PATH } from '../support/frame-layouts.ts';
import { scanWith } from '../support/frame-packed.ts';
import { viewOf } from '../support/frame-reference.ts';

describe('the nested scanner', () => {
  it('shows a row without sensors as one run of values', () => {
    const text = `{ name: bare, proto: bare.proto, method: test.bare.Source/Watch, frame: { rows: lines, values: lines.v, rowStart: lines.t } }`;
    const layout = compileLayout(parseLayout(text, LAYOUT_PATH), LAYOUT_PATH);
    expect(layout).toMatchObject({ axes: 'lines x v', names: { sensors: '', values: 'v', rowStart: 't' } });
    const lines = [{ v: [1.5, 2], t: '7' }, { t: '8' }, { v: [3] }];
    const scanner = createScanner(layout, { values: true });
    const frame = scanWith(scanner, encodeJson(layout.descriptor.output, { lines }));
    if (isFault(frame)) throw new Error(frame.message);
    expect(viewOf(frame).rows.map(({ start, sensors }) => [start, sensors])).toEqual([
      [7, [{ id: 0, values: [1.5, 2] }]],
      [8, [{ id: 0, values: [] }]],
      [0, [{ id: 0, values: [3] }]],
    ]);
    expect([frame.valueCount, frame.sensors.max[0], frame.sensors.min[2]]).toEqual([3, 2, 3]);
    expect(scanner.settle(scanner.seen())).toMatchObject({
      element: 'float32',
      elementAssumed: false,
      axes: 'lines x v',
      integers: false,
    });
  });
});
