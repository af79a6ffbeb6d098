import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../src/serve/spectrogram/faults.ts';
import { checkCommandLine } from './command-line.ts';
import { fencesOf, readDocument } from './fences.ts';
import { ownArguments, shellCommands } from './shell-words.ts';

const DOCUMENTS = [
  'README.md',
  'docs/testing-guide.md',
  'docs/troubleshooting.md',
  'docs/sessions.md',
  'docs/calls.md',
  'docs/bench.md',
  'docs/scale.md',
  'docs/fixtures.md',
  'docs/rules.md',
];

/** Command lines of shell blocks; pipelines have some in blocks of other languages. */
function commandLines(document: string): (readonly [place: string, args: readonly string[]])[] {
  return fencesOf(document).flatMap(({ place, language, text }) => {
    const isShell = language === 'sh';
    const lines = isShell
      ? text
      : text
          .split('\n')
          .map((line) => line.trim())
          .join('\n');
    const commands = isShell || /^(?:yaml|groovy)$/.test(language) ? shellCommands(ownLines(lines, isShell)) : [];
    return commands.flatMap((words) => {
      const args = ownArguments(words);
      return args === null ? [] : [[place, args] as const];
    });
  });
}

/** Outside of shell blocks, only the lines of a command of ours, with those they go on in. */
function ownLines(text: string, isShell: boolean): string {
  if (isShell) return text;
  const joined = text.replace(/\\\n/g, ' ').split('\n');
  return joined.filter((line) => /^(?:exec |env -u \w+ )?(?:npx )?grpc-validate /.test(line)).join('\n');
}

const LINES = DOCUMENTS.flatMap(commandLines);

describe('the command lines of the documents', () => {
  it('are found in every document that has them', () => {
    const places = LINES.map(([place]) => place.split(':')[0]);
    expect(places).toContain('README.md');
    expect(places.filter((place) => place === 'docs/sessions.md').length).toBe(6);
    expect(places.filter((place) => place === 'docs/testing-guide.md').length).toBeGreaterThan(25);
  });

  it.each(LINES.map(([place, args]) => ({ place, line: args.join(' '), args })))(
    'are taken by the tool: $place $line',
    ({ args }) => {
      expect(() => checkCommandLine(args)).not.toThrow();
    },
  );

  it('would be refused with an option, a value or a word that is wrong', () => {
    expect(() => checkCommandLine(['stream', '--jobb', '1'])).toThrow('unknown option');
    expect(() => checkCommandLine(['stream', '--bins', 'many'])).toThrow('--bins takes');
    expect(() => checkCommandLine(['stream', '--slo', 'gapp95<1s'])).toThrow('unknown metric');
    expect(() => checkCommandLine(['stream', '--severity', 'no.rule=off'])).toThrow('no.rule');
    expect(() => checkCommandLine(['stream', '--report', 'pdf=x'])).toThrow('no report format');
    expect(() => checkCommandLine(['call', 'das:1', 'pkg.Service.Method'])).toThrow('is no method');
    expect(() => checkCommandLine(['call', 'das:1', 'a.B/C', '-d', '{{uid}}'])).toThrow('there is no template');
    expect(() => checkCommandLine(['stream', 'das'])).toThrow('port');
    expect(() => checkCommandLine(['stream', '-H', 'a: ${NOT_DOCUMENTED}'])).toThrow('NOT_DOCUMENTED');
    expect(() => checkCommandLine(['serve', 'spectrogram', '--fault', 'nann@17'])).toThrow('nann');
    expect(() => checkCommandLine(['certs', '--host', 'a:1'])).toThrow('--host takes');
    expect(() => checkCommandLine(['connect', 'das:1', '--job', 'x'])).toThrow('unknown option');
    expect(() => checkCommandLine(['connct', 'das:1'])).toThrow('no command');
  });
});

describe('faults named in the text', () => {
  const scripts = DOCUMENTS.flatMap((document) =>
    [...readDocument(document).matchAll(/--fault '([^']+)'/g)].map(([, script = '']) => ({ document, script })),
  );

  it.each(scripts)('are committed by the simulator: $script in $document', ({ script }) => {
    expect(parseFaults(script)).not.toHaveLength(0);
  });
});
