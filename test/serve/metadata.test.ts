import { Metadata } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { firstValue, fromGrpcJs, normalizeMetadata, toGrpcJs, valuesOf } from '../../src/serve/metadata.ts';

describe('normalizeMetadata', () => {
  it('lower-cases keys, joins those that differ in case only, and freezes', () => {
    const metadata = normalizeMetadata({ 'X-A': '1', 'x-a': ['2', '3'], 'x-none': [] });
    expect(metadata).toEqual({ 'x-a': ['1', '2', '3'] });
    expect(Object.isFrozen(metadata)).toBe(true);
    expect(Object.isFrozen(metadata['x-a'])).toBe(true);
  });

  it('wants bytes under -bin keys and text elsewhere', () => {
    expect(() => normalizeMetadata({ 'x-bin': 'text' })).toThrow('metadata x-bin takes bytes');
    expect(() => normalizeMetadata({ x: Uint8Array.of(1) })).toThrow('metadata x takes text');
  });
});

describe('firstValue', () => {
  it('finds a key in any case, and nothing but what was sent', () => {
    const metadata = normalizeMetadata({ 'X-A': ['1', '2'], ['__proto__']: 'p' });
    expect(firstValue(metadata, 'X-a')).toBe('1');
    expect(firstValue(metadata, '__proto__')).toBe('p');
    for (const key of ['constructor', 'toString', 'x-b']) expect(firstValue(metadata, key)).toBeUndefined();
  });
});

describe('valuesOf', () => {
  it('gives none, one or all values', () => {
    expect(valuesOf(undefined)).toEqual([]);
    expect(valuesOf('a')).toEqual(['a']);
    expect(valuesOf(Uint8Array.of(1))).toEqual([Uint8Array.of(1)]);
    expect(valuesOf(['a', 'b'])).toEqual(['a', 'b']);
  });
});

describe('fromGrpcJs and toGrpcJs', () => {
  it('carry repeated and binary values both ways', () => {
    const theirs = new Metadata();
    theirs.add('x-a', '1');
    theirs.add('x-a', '2');
    theirs.set('y-bin', Buffer.from([0, 255]));
    const ours = fromGrpcJs(theirs);
    expect(ours['x-a']).toEqual(['1', '2']);
    expect([...Buffer.concat(valuesOf(ours['y-bin']).map((value) => Buffer.from(value)))]).toEqual([0, 255]);
    expect(toGrpcJs(ours).get('x-a')).toEqual(['1', '2']);
    expect(toGrpcJs(ours).get('y-bin')).toEqual([Buffer.from([0, 255])]);
  });

  it('refuse what HTTP/2 cannot carry', () => {
    expect(() => toGrpcJs({ 'x-a': 'line\nbreak' })).toThrow();
  });
});
