import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { array, assert, constantFrom, property } from 'fast-check';
import { lineDiff } from '../../src/base/line-diff.ts';

const lines = (...texts: string[]) => texts.join('\n');

/** What the hunks of a diff leave of the text they start from, and what they make of it. */
function sides(diff: string): { before: string[]; after: string[] } {
  const body = diff
    .split('\n')
    .slice(2, -1)
    .filter((line) => !line.startsWith('@@'));
  const side = (mark: string) => body.filter((line) => line[0] !== mark).map((line) => line.slice(1));
  return { before: side('+'), after: side('-') };
}

describe('lineDiff', () => {
  it('has nothing to say of equal texts', () => {
    expect(lineDiff('a.json', 'x\ny', 'x\ny')).toBe('');
  });

  it('shows what changed with three lines around it', () => {
    const before = lines('1', '2', '3', '4', '5', '6', '7', '8', '9');
    expect(lineDiff('a.json', before, before.replace('5', 'five'))).toBe(
      lines('--- a.json', '+++ a.json', '@@ -2,7 +2,7 @@', ' 2', ' 3', ' 4', '-5', '+five', ' 6', ' 7', ' 8', ''),
    );
  });

  it('keeps changes that are far apart apart', () => {
    const before = Array.from({ length: 40 }, (_, i) => `line ${i}`);
    const after = before.with(2, 'two').with(30, 'thirty');
    const headings = lineDiff('a', before.join('\n'), after.join('\n')).match(/^@@.*$/gm);
    expect(headings).toEqual(['@@ -1,6 +1,6 @@', '@@ -28,7 +28,7 @@']);
  });

  it('replaces what is too much to be compared', () => {
    const many = (text: string) => Array.from({ length: 4000 }, (_, i) => `${text} ${i}`).join('\n');
    expect(sides(lineDiff('a', many('x'), many('y')))).toEqual({
      before: many('x').split('\n'),
      after: many('y').split('\n'),
    });
  });

  it('leads from the one text to the other', () => {
    const text = array(constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 6 });
    assert(
      property(text, text, (before, after) => {
        const diff = lineDiff('a', before.join('\n'), after.join('\n'));
        if (diff === '') expect(after).toEqual(before);
        else expect(sides(diff)).toEqual({ before, after });
      }),
    );
  });

  it('is what patch takes', ({ skip }) => {
    skip(!hasPatch(), 'there is no patch on this machine');
    const folder = mkdtempSync(join(tmpdir(), 'diff-'));
    try {
      const before = Array.from({ length: 30 }, (_, i) => `line ${i}\n`).join('');
      const after = before.replace('line 3\n', '').replace('line 20\n', 'line 20\nline 20.5\n');
      writeFileSync(join(folder, 'a.txt'), before);
      execFileSync('patch', ['-s', 'a.txt'], { cwd: folder, input: lineDiff('a.txt', before, after) });
      expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe(after);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function hasPatch(): boolean {
  try {
    execFileSync('patch', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
