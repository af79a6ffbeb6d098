// A section of docs/performance.md, written by the command that measured it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
const HEAD =
  '# Performance\n\nFigures come from the commands of [bench](../bench/README.md) and say when and where they were measured.\n';

/** Puts the paragraphs in place of what the command `by` wrote before, else at the end. */
export function writeSection(name, by, paragraphs) {
  const [begin, end] = [`<!-- ${name}: written by ${by} -->`, `<!-- /${name} -->`];
  const section = [begin, ...paragraphs, end].join('\n\n');
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : HEAD;
  const known = text.includes(begin)
    ? text.replace(new RegExp(`${begin}[^]*${end}`), () => section)
    : `${text.trimEnd()}\n\n${section}\n`;
  writeFileSync(FILE, known);
}

/** When, with what and on which machine. */
export function circumstances(command, version = toolVersion()) {
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${availableParallelism()} CPUs (${cpus()[0]?.model.trim() ?? 'unknown'})`;
  return `\`${command}\`, ${date}, grpc-validate ${version}, node ${process.version}, ${machine}, at a load of ${loadavg()[0].toFixed(1)} at the end of the run.`;
}

/** A Markdown table; all but the first column to the right. */
export function table(head, rows) {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => line[column].length)));
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const cell = (text, column) => (column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]));
  return [lines[0].map(cell), rule, ...lines.slice(1).map((line) => line.map(cell))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function toolVersion() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
