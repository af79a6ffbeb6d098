import { describe, expect, it } from 'vitest';
import * as actions from '../../src/frame/actions.ts';
import { BYTES, INTEGER, NUMBER, PartMarker } from '../../src/frame/part-marker.ts';
import { compileTable } from '../../src/schema/message-table.ts';
import { packedUserLayout } from '../support/frame-layouts.ts';

const desc = packedUserLayout().descriptor.output;

describe('PartMarker', () => {
  it('marks fields in a table of its own and says what they are', () => {
    const marker = new PartMarker({}, () => 'x');
    const frame = marker.frame(desc);
    expect(marker.single(frame, 'time', 't', actions.ROW_START, NUMBER)).toBe(1);
    expect(marker.single(frame, undefined, 't', actions.ROW_END, NUMBER)).toBeUndefined();
    expect(marker.many(frame, 'lines', 'l', actions.ROW_INDEX, INTEGER)).toBe(true);
    expect(marker.many(frame, 'pixels', 'p', actions.DATA, BYTES)).toBe(false);
    expect(marker.many(frame, undefined, 'p', actions.DATA, BYTES)).toBeUndefined();
    marker.single(frame, 'size.height', 's', actions.SHAPE_Y, INTEGER);
    expect(frame.table.find(1)).toMatchObject({ action: actions.DESCEND });
    expect(frame.table.find(1)?.child?.find(2)).toMatchObject({ action: actions.SHAPE_Y });
    expect(compileTable(desc).find(3)).toMatchObject({ action: 0 });
  });

  it('marks the header by the paths it was given', () => {
    const marker = new PartMarker({ headerMax: 'time', sequence: 'line', sourceTime: undefined }, () => 'x');
    expect(marker.header(marker.frame(desc))).toEqual({ headerMax: 'time', sequence: 'line' });
  });

  it('names file, line, part and path of what is wrong', () => {
    const marker = new PartMarker({ part: 'whole.path' }, (place) => `x.yaml:${place.length}`);
    const frame = marker.frame(desc);
    expect(marker.wrong('part', 'path', 'is wrong').message).toBe("x.yaml:10: frame.part: 'whole.path' is wrong");
    expect(() => marker.list(frame, 'size', 'part', actions.ROWS)).toThrow('is not a repeated message');
    expect(() => marker.single(frame, 'time', 'other', actions.SEQUENCE, INTEGER)).toThrow("'time' is not an integer");
  });
});
