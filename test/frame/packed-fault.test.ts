import { describe, expect, it } from 'vitest';
import { NumberList } from '../../src/frame/number-list.ts';
import { emptyAxis, lengthFault, rowCountFault, shapeFault } from '../../src/frame/packed-fault.ts';

const names = { data: 'd', shapeX: 'sx', shapeY: 'sy', shapeZ: 'sz' };

describe('the faults of a packed frame', () => {
  it('name the axis that has no length', () => {
    expect(emptyAxis({ x: 1, y: 1, z: 1 }, names, 5)).toBeNull();
    expect(emptyAxis({ x: 0, y: 0, z: 0 }, names, 5)).toEqual({ kind: 'shape', offset: 5, message: 'sx is 0' });
    expect(emptyAxis({ x: 1, y: -2, z: 0 }, names, 5)?.message).toBe('sy is -2');
    expect(emptyAxis({ x: 1, y: 1, z: 0 }, names, 5)?.message).toBe('sz is 0');
  });

  it('say how many bytes there are and should be', () => {
    const of = (length: number, width: number): string =>
      lengthFault(length, { x: 2, y: 3, z: 1 }, width, 'd', 0).message;
    expect(of(0, 4)).toBe('there is no d for 2 x 3 elements');
    expect(of(1, 4)).toBe('d has 1 byte for 2 x 3 elements, not the 24 that 4 bytes each make');
    expect(of(13, 0)).toBe('d has 13 bytes for 2 x 3 elements, which fits no type of elements');
    expect(shapeFault(3, 'x')).toEqual({ kind: 'shape', offset: 3, message: 'x' });
  });

  it('pass an empty list only where none is needed', () => {
    const list = new NumberList();
    expect(rowCountFault(list, 2, 't', false, 9)).toBeNull();
    expect(rowCountFault(list, 2, 't', true, 9)).toEqual({
      kind: 'row-count',
      offset: 9,
      message: 't has 0 numbers for 2 rows',
    });
    list.add(1);
    expect(rowCountFault(list, 2, 't', false, 9)?.message).toBe('t has 1 number for 2 rows');
    expect(rowCountFault(list, 2, undefined, true, 9)).toBeNull();
    expect(rowCountFault(list, 1, 't', true, 9)).toBeNull();
  });
});
