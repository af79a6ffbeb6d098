import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { BadMessages } from '../../../src/run/call/bad-messages.ts';
import { scratchFile } from '../../support/scratch.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bad-'));
  made.push(folder);
  return folder;
}

describe('BadMessages', () => {
  it('keeps the bytes as they were, named by their place', async () => {
    const folder = join(scratchFolder(), 'made', 'anew');
    const bad = new BadMessages(folder);
    const memory = Buffer.of(1, 2, 3);
    bad.save(17, memory);
    memory.fill(0);
    bad.save(1_234_567, Uint8Array.of(9));
    expect(await bad.finish()).toBe(`2 undecodable messages kept in ${folder}`);
    expect(readdirSync(folder).toSorted()).toEqual(['message-000017.bin', 'message-1234567.bin']);
    expect([...readFileSync(join(folder, 'message-000017.bin'))]).toEqual([1, 2, 3]);
  });

  it('keeps a hundred and says that there were more', async () => {
    const folder = scratchFolder();
    const bad = new BadMessages(folder);
    for (let index = 0; index < 105; index += 1) bad.save(index, Uint8Array.of(1));
    expect(await bad.finish()).toBe(`the first 100 of 105 undecodable messages are in ${folder}`);
    expect(readdirSync(folder)).toHaveLength(100);
  });

  it.skipIf(!existsSync('/proc/self'))('refuses a folder of /proc, and does not try for ever', () => {
    expect(() => new BadMessages('/proc/nope/deeper')).toThrow(
      expect.objectContaining({ code: 'file', message: expect.stringContaining('/proc/nope') as string }),
    );
  });

  it('has nothing to say when there was nothing to keep', async () => {
    expect(await new BadMessages(scratchFolder()).finish()).toBeNull();
  });

  it('says when a file could not be written', async () => {
    const folder = scratchFolder();
    const bad = new BadMessages(folder);
    rmSync(folder, { recursive: true });
    bad.save(1, Uint8Array.of(1));
    expect(await bad.finish()).toMatch(/^not all undecodable messages were kept: ENOENT/);
    made.splice(0);
  });

  it('refuses a folder that cannot be made', () => {
    const file = scratchFile('a', '');
    expect(() => new BadMessages(join(file, 'b'))).toThrow(
      expect.objectContaining({ code: 'file', message: expect.stringContaining('--save-bad') as string }),
    );
  });
});
