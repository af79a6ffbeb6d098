import Table from 'cli-table3';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Cells of this column, which must be plain text, are broken into lines when the table would be too wide. */
  readonly flexible?: boolean;
}

const GUTTER = '  ';
const NARROWEST = 10;
// Colour is put on before, so the width of a cell has to be counted without it.
// eslint-disable-next-line no-control-regex -- escape sequences are control characters
const ESCAPE = /\u001b\[[0-9;]*m/g;

/** A table without lines: a heading, then rows; fits the style's width by breaking the flexible columns. */
export function grid(columns: readonly Column[], rows: readonly (readonly string[])[], style: Style): string {
  const natural = columns.map((column, i) =>
    Math.max(column.title.length, ...rows.map((row) => (row[i] ?? '').replace(ESCAPE, '').length)),
  );
  const widths = fit(columns, natural, style.width);
  const table = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    colWidths: widths,
    chars: NO_LINES,
    style: { head: style.colour ? ['bold'] : [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  // The library would cut a long word short; no name may lose its end.
  const broken = (cell: string, i: number): string =>
    columns[i]?.flexible === true ? wrap(cell, widths[i] ?? cell.length).join('\n') : cell;
  table.push(...rows.map((row) => row.map(broken)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function fit(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each, GUTTER.length * (widths.length - 1)) - width;
  for (const [i, { flexible }] of columns.entries()) {
    if (flexible !== true || excess <= 0) continue;
    const before = widths[i] ?? 0;
    widths[i] = Math.max(Math.min(before, NARROWEST), before - excess);
    excess -= before - widths[i];
  }
  return widths;
}

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: GUTTER,
} as const;
