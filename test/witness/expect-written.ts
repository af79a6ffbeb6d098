import { expect } from 'vitest';
import { readOurs, writtenWith } from './page.ts';
import type { Seen } from './seen.ts';
import { cell } from './seen.ts';

const written = readOurs();
const isSameNode = writtenWith() === process.versions.node.split('.')[0];

/** Fails the test when docs/witness.md has us say something else; `npm run witness` writes it anew. */
export function expectWritten(name: string, seen: Seen): void {
  const said = written.get(name) ?? 'not in docs/witness.md';
  // Other versions of Node word the errors of HTTP/2 and TLS otherwise.
  if (isSameNode) expect(said).toBe(cell(seen));
  else expect(said.split(/[,:]/)[0]).toBe(cell(seen).split(/[,:]/)[0]);
}
