import { readFileSync } from 'node:fs';
import { array, assert, constantFrom, nat, property, record, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { diskSources } from '../../src/schema/proto-source.ts';
import { createRegistry } from '../../src/schema/registry.ts';

const PROTOS = new URL('../support/protos/', import.meta.url).pathname;
const CORPUS = [
  'everything.proto',
  'legacy.proto',
  'custom/plain.proto',
  'custom/used.proto',
  'editions/e2024.proto',
].map(
  (name) =>
    readFileSync(`${PROTOS}${name}`, 'utf8').match(/\s+|\/\/.*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\w+|[^]/g) ?? [],
);

/** A text of the corpus with a few tokens lost, doubled or in the place of others. */
const broken = tuple(
  constantFrom(...CORPUS),
  array(record({ at: nat(), from: nat(), how: constantFrom('lose', 'double', 'replace') }), {
    minLength: 1,
    maxLength: 3,
  }),
).map(([tokens, changes]) => {
  const made = [...tokens];
  for (const { at, from, how } of changes) {
    const place = at % made.length;
    const token = made[place] ?? '';
    made[place] = how === 'lose' ? '' : how === 'double' ? `${token} ${token}` : (tokens[from % tokens.length] ?? '');
  }
  return made.join('');
});

describe('compileSources', () => {
  it('makes of a broken text either descriptors that fit together or one line that says where', () => {
    assert(
      property(broken, (text) => {
        try {
          const set = compileSources([{ name: 'a.proto', path: 'a.proto', text }], diskSources([PROTOS]));
          createRegistry(set);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
          expect(error).toMatchObject({
            code: 'config',
            message: expect.stringMatching(/^[\w./]+\.proto:\d+: [^\n]+$|is declared in|both are extension/) as string,
          });
        }
      }),
      { numRuns: 300 },
    );
  });
});
