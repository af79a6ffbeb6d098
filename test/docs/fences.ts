import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A fenced block of a document. */
export interface Fence {
  /** `docs/testing-guide.md:120`, the first line inside. */
  readonly place: string;
  readonly language: string;
  /** What an HTML comment right above it calls it: `<!-- job.json -->`. */
  readonly name: string;
  /** Without the indentation of its list. */
  readonly text: string;
}

const ROOT = new URL('../../', import.meta.url);

/** Path of a file of the project. */
export function projectPath(path: string): string {
  return fileURLToPath(new URL(path, ROOT));
}

export function readDocument(path: string): string {
  return readFileSync(projectPath(path), 'utf8');
}

/** All fenced blocks of a Markdown document, by its path in the project. */
export function fencesOf(path: string): Fence[] {
  const found: Fence[] = [];
  let open: { readonly indent: number; readonly language: string; readonly name: string; readonly at: number } | null;
  open = null;
  let name = '';
  const lines = readDocument(path).split('\n');
  for (const [i, line] of lines.entries()) {
    const [, indent = '', language] = /^(\s*)```(\w*)\s*$/.exec(line) ?? [];
    if (language === undefined) {
      if (open === null && line.trim() !== '') name = /^<!-- (.+) -->$/.exec(line.trim())?.[1] ?? '';
      continue;
    }
    if (open === null) {
      open = { indent: indent.length, language, name, at: i + 1 };
      continue;
    }
    const { indent: margin, at } = open;
    const text = lines
      .slice(at, i)
      .map((inner) => inner.slice(margin))
      .join('\n');
    found.push({ place: `${path}:${at + 1}`, language: open.language, name: open.name, text });
    open = null;
    name = '';
  }
  return found;
}
