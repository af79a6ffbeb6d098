import { ScalarType } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { compileTable, MessageTable } from '../../src/schema/message-table.ts';
import { compileProtos } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';

const PROTOS = new URL('../support/protos/', import.meta.url).pathname;
const registry = createRegistry(compileProtos([`${PROTOS}everything.proto`], { importPaths: [PROTOS] }));
const desc = registry.getMessage('test.everything.Everything')!;

describe('compileTable', () => {
  const table = compileTable(desc);

  it('knows wire type, packing and text of a field', () => {
    expect(table.find(14)).toMatchObject({ name: 'a_string', wireType: 2, utf8: true, packable: false });
    expect(table.find(15)).toMatchObject({ name: 'some_bytes', wireType: 2, utf8: false, scalar: ScalarType.BYTES });
    expect(table.find(22)).toMatchObject({ name: 'tight', wireType: 5, packable: true });
    expect(table.find(16)).toMatchObject({ name: 'kind', wireType: 0, scalar: ScalarType.INT32 });
    expect(table.find(99)).toBeUndefined();
  });

  it('gives a map entry its key and value', () => {
    expect(table.find(19)?.child?.find(1)).toMatchObject({ name: 'key', wireType: 2, utf8: true });
    expect(table.find(19)?.child?.find(2)).toMatchObject({ name: 'value', wireType: 0, utf8: false });
    expect(table.find(20)?.child?.find(2)?.child?.name).toBe('test.everything.Everything.Inner');
  });

  it('lets a recursive message reach itself', () => {
    expect(table.find(17)?.child?.find(2)?.child?.find(1)?.child).toBe(table);
  });
});

describe('MessageTable', () => {
  it('finds small and large field numbers', () => {
    const entry = compileTable(desc).find(1)!;
    const table = new MessageTable('m');
    table.set({ ...entry, number: 255 });
    table.set({ ...entry, number: 256 });
    table.set({ ...entry, number: 536_870_911 });
    expect([255, 256, 536_870_911, 254].map((number) => table.find(number)?.number)).toEqual([
      255,
      256,
      536_870_911,
      undefined,
    ]);
  });

  it('copies entries so that actions set on the copy hold there alone', () => {
    const table = compileTable(desc);
    const copy = table.copy();
    copy.find(1)!.action = 5;
    expect([table.find(1)?.action, copy.find(1)?.action]).toEqual([0, 5]);
  });
});
