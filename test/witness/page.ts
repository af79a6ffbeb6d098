import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const PAGE: string = fileURLToPath(new URL('../../docs/witness.md', import.meta.url));

/** Text inside a table cell that shows as it is. */
export function escaped(text: string): string {
  return text.replace(/[\\`*<>|~[\]#&]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (sign) => `\\${sign}`);
}

/** The text an escaped cell shows, bold taken off. */
export function shown(cell: string): string {
  return cell
    .trim()
    .replace(/(?<!\\)\*\*/g, '')
    .replace(/\\([\\`*_<>|~[\]#&])/g, '$1');
}

/** Rows of the committed page by what stands in their first column: what we say. */
export function readOurs(text: string = readFileSync(PAGE, 'utf8')): ReadonlyMap<string, string> {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .filter(([first = '']) => !/^\s*(?:-+|client|the peer sends|there is)\s*$/.test(first));
  return new Map(rows.map(([first = '', ours = '']) => [shown(first), shown(ours)]));
}

/** Major version of Node the page was written with: other versions word some errors otherwise. */
export function writtenWith(text: string = readFileSync(PAGE, 'utf8')): string {
  return /Node v(\d+)\./.exec(text)?.[1] ?? '';
}
