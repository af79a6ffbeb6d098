import { Readable } from 'node:stream';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isLasting, isSmall, parseData, readValues } from '../../../src/run/call/request-data.ts';
import type { DataSource } from '../../../src/run/call/request-data.ts';
import { scratchFile } from '../../support/scratch.ts';

const never = (): Readable => {
  throw new Error('stdin was opened');
};

async function texts(source: DataSource, stdin: () => Readable = never): Promise<string[]> {
  const found: string[] = [];
  for await (const { text } of readValues(source, true, stdin)) found.push(text);
  return found;
}

describe('parseData', () => {
  it.each([
    ['{"a":1}', { kind: 'text', text: '{"a":1}' }],
    ['@a file.json', { kind: 'file', path: 'a file.json' }],
    ['-', { kind: 'stdin' }],
    ['@', { kind: 'stdin' }],
    ['@-', { kind: 'stdin' }],
  ])('reads %s', (text, source) => {
    expect(parseData(text)).toEqual(source);
  });
});

describe('readValues', () => {
  it('reads text, files and stdin alike', async () => {
    const path = scratchFile('a.ndjson', '{"a":1}\n{"a":"ü"}\n');
    expect(await texts({ kind: 'text', text: '{"a":1} {}' })).toEqual(['{"a":1}', '{}']);
    expect(await texts({ kind: 'file', path })).toEqual(['{"a":1}', '{"a":"ü"}']);
    const halves = [Buffer.from('{"a":"\xc3', 'latin1'), Buffer.from('\xbc"}', 'latin1')];
    expect(await texts({ kind: 'stdin' }, () => Readable.from(halves))).toEqual(['{"a":"ü"}']);
  });

  it('reads no further than it has to, and lets go of the rest', async () => {
    let made = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) yield await Promise.resolve(Buffer.from(`{"a":${(made += 1)}}\n`));
    }
    const stdin = Readable.from(endless(), { highWaterMark: 1 });
    for await (const { text } of readValues({ kind: 'stdin' }, true, () => stdin)) if (text === '{"a":5}') break;
    expect(made).toBeLessThan(20);
    expect(stdin.destroyed).toBe(true);
  });

  it('stops when it is told to though nothing comes', async () => {
    const stop = new AbortController();
    const silent = new Readable({ read: () => {} });
    const reading = readValues({ kind: 'stdin' }, true, () => silent, stop.signal).next();
    setImmediate(() => stop.abort());
    await expect(reading).rejects.toMatchObject({ code: 'file' });
    expect(silent.destroyed).toBe(true);
  });

  it('refuses what is no UTF-8, and files that cannot be read', async () => {
    await expect(texts({ kind: 'stdin' }, () => Readable.from([Buffer.of(0x22, 0xff, 0x22)]))).rejects.toThrow(
      'not UTF-8',
    );
    await expect(texts({ kind: 'stdin' }, () => Readable.from([Buffer.of(0x22, 0xc3)]))).rejects.toThrow('not UTF-8');
    await expect(texts({ kind: 'file', path: '/no/such' })).rejects.toMatchObject({ code: 'file', exitCode: 2 });
  });
});

describe('what is known of data before it is read', () => {
  it('is whether it is short', () => {
    expect(isSmall({ kind: 'text', text: '{}' })).toBe(true);
    expect(isSmall({ kind: 'stdin' })).toBe(false);
    expect(isSmall({ kind: 'file', path: scratchFile('a.json', '{}') })).toBe(true);
    expect(isSmall({ kind: 'file', path: scratchFile('b.json', ' '.repeat(1024 ** 2 + 1)) })).toBe(false);
    expect(() => isSmall({ kind: 'file', path: tmpdir() })).toThrow('it is a folder');
    expect(() => isSmall({ kind: 'file', path: '/no/such' })).toThrow('cannot read /no/such');
  });

  it('is whether it can be read twice', () => {
    expect(isLasting({ kind: 'text', text: '{}' })).toBe(true);
    expect(isLasting({ kind: 'file', path: scratchFile('a.json', '{}') })).toBe(true);
    expect(isLasting({ kind: 'file', path: '/dev/null' })).toBe(false);
    expect(isLasting({ kind: 'file', path: '/no/such' })).toBe(false);
    expect(isLasting({ kind: 'stdin' })).toBe(false);
  });
});
