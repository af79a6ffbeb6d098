import { describe, expect, it } from 'vitest';
import {
  checkMetadata,
  flatHeaders,
  fromRawHeaders,
  isHopKey,
  isLegalKey,
  isLegalValue,
  metadataValue,
  toHeaders,
} from '../../src/wire/metadata.ts';
import type { Metadata } from '../../src/wire/types.ts';

describe('metadata from headers', () => {
  it('keeps order and repetition, drops pseudo-headers, parts joined -bin values', () => {
    const raw = [':status', '200', 'X-A', '1', 'x-a', '2, 3', 'x-b-bin', 'AA==, /w==', 'x-c', ''];
    expect(fromRawHeaders(raw)).toEqual([
      ['x-a', '1'],
      ['x-a', '2, 3'],
      ['x-b-bin', 'AA=='],
      ['x-b-bin', '/w=='],
      ['x-c', ''],
    ]);
  });

  it('can come from an object of headers', () => {
    expect(flatHeaders({ a: '1', 'set-cookie': ['x', 'y'], none: undefined })).toEqual([
      'a',
      '1',
      'set-cookie',
      'x',
      'set-cookie',
      'y',
    ]);
  });
});

describe('metadata to headers', () => {
  it('makes lists of repeated keys', () => {
    const headers = toHeaders([
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
      ['a', '4'],
      ['__proto__', ' x '],
    ]);
    expect(Object.entries(headers)).toEqual([
      ['a', ['1', '3', '4']],
      ['b', '2'],
      ['__proto__', 'x'],
    ]);
  });
});

describe('a value', () => {
  it('is looked up by key', () => {
    const metadata = [
      ['a', '1'],
      ['a', '2'],
      ['b', ''],
    ] as const;
    expect(metadataValue(metadata, 'a')).toBe('1, 2');
    expect(metadataValue(metadata, 'b')).toBe('');
    expect(metadataValue(metadata, 'c')).toBeUndefined();
    expect(metadataValue(null, 'a')).toBeUndefined();
  });
});

describe('metadata that cannot be sent', () => {
  it.each([
    [[['B', 'x']], /no metadata key/],
    [[['a b', 'x']], /no metadata key/],
    [[['', 'x']], /no metadata key/],
    [[['a', 'ü']], /cannot be sent/],
    [[['a', 'x\ny']], /cannot be sent/],
    [[['connection', 'close']], /belongs to HTTP/],
    [
      [
        ['authorization', 'a'],
        ['authorization', 'b'],
      ],
      /once only/,
    ],
  ] as const)('%j is refused', (metadata, why) => {
    expect(() => checkMetadata(metadata)).toThrow(why);
  });

  it('is told when it is too long', () => {
    const long = (length: number): Metadata => [['x-a', 'v'.repeat(length)]];
    expect(() => checkMetadata(long(2 ** 20 - 35))).not.toThrow();
    expect(() => checkMetadata(long(2 ** 20 - 34))).toThrow('the metadata takes 1.0 MiB; more than 1 MiB is not sent');
  });

  it('is not refused for repetition where that is fine', () => {
    const repeated = [
      ['x-a', '1'],
      ['x-a', '2'],
      ['authorization', 'a'],
    ] as const;
    expect(() => checkMetadata(repeated)).not.toThrow();
  });

  it('is told by key and value', () => {
    expect([isLegalKey('a-b_c.9'), isLegalKey('A'), isHopKey('upgrade'), isHopKey('x')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([isLegalValue('a b'), isLegalValue('\u0000')]).toEqual([true, false]);
  });
});
