/** A line of a diff: kept, taken out or put in. */
interface DiffLine {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

const CONTEXT = 3;
/** Where both sides have more lines that differ, they are told as replaced whole. */
const LARGE = 3000;

/** What turns one text into another, as a unified diff; empty when they are equal. */
export function lineDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const lines = diffLines(before.split('\n'), after.split('\n'));
  const hunks = hunksOf(lines);
  return [`--- ${path}`, `+++ ${path}`, ...hunks.map((hunk) => hunkText(lines, hunk))].join('\n') + '\n';
}

function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const kept = (text: string): DiffLine => ({ mark: ' ', text });
  return [
    ...before.slice(0, start).map(kept),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(kept),
  ];
}

/** Along a longest common subsequence. */
function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const out = (text: string): DiffLine => ({ mark: '-', text });
  const put = (text: string): DiffLine => ({ mark: '+', text });
  if (before.length > LARGE || after.length > LARGE) return [...before.map(out), ...after.map(put)];
  const longest = commonLengths(before, after);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      lines.push({ mark: ' ', text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || at(longest, i + 1, j) >= at(longest, i, j + 1))) {
      lines.push(out(old));
      i += 1;
    } else if (fresh !== undefined) {
      lines.push(put(fresh));
      j += 1;
    }
  }
  return lines;
}

/** Length of the longest common subsequence from each pair of places on. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = rows[i] as Uint16Array;
      row[j] = before[i] === after[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

function at(rows: readonly Uint16Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

type Hunk = readonly [from: number, to: number];

/** Changed lines with the lines around them; hunks that touch are one. */
function hunksOf(lines: readonly DiffLine[]): Hunk[] {
  const hunks: [number, number][] = [];
  for (const [i, { mark }] of lines.entries()) {
    if (mark === ' ') continue;
    const [from, to] = [Math.max(0, i - CONTEXT), Math.min(lines.length, i + CONTEXT + 1)];
    const last = hunks.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks;
}

function hunkText(lines: readonly DiffLine[], [from, to]: Hunk): string {
  const count = (part: readonly DiffLine[], other: '+' | '-'): number =>
    part.filter(({ mark }) => mark !== other).length;
  const [before, inside] = [lines.slice(0, from), lines.slice(from, to)];
  const range = (other: '+' | '-'): string => `${count(before, other) + 1},${count(inside, other)}`;
  return [`@@ -${range('+')} +${range('-')} @@`, ...inside.map(({ mark, text }) => `${mark}${text}`)].join('\n');
}
