import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DialCause, FailureCode } from '../../src/base/failure.ts';
import { DIAL_CAUSES, Failure } from '../../src/base/failure.ts';
import { CALL_RULES } from '../../src/check/call-rules.ts';
import { RULES } from '../../src/check/rules.ts';
import { CONNECT_CHECKS } from '../../src/run/connect/conclude.ts';
import { projectPath, readDocument } from './fences.ts';

const DOCUMENTS = [
  'README.md',
  'docs/testing-guide.md',
  'docs/troubleshooting.md',
  'docs/calls.md',
  'docs/bench.md',
  'docs/scale.md',
  'docs/fixtures.md',
  'docs/rules.md',
];
const TROUBLE = readDocument('docs/troubleshooting.md');

/** Whether a reader meets the code in a report as a word, rather than as a line on stderr. */
const OTHERS: Readonly<Record<Exclude<FailureCode, DialCause>, boolean>> = {
  usage: false,
  config: false,
  file: false,
  'focus-unreachable': true,
  'focus-nonsense': true,
  'job-not-found': true,
  'job-not-ready': true,
  'job-refused': true,
  'no-reflection': false,
  'reflection-broken': false,
  'stream-broken': true,
  stalled: true,
  interrupted: false,
  terminated: false,
  internal: true,
};
const CODES = [...DIAL_CAUSES, ...(Object.keys(OTHERS) as Exclude<FailureCode, DialCause>[])];
const EXITS = [...new Set([0, 1, ...CODES.map((code) => new Failure(code, '').exitCode)])];

describe('troubleshooting.md', () => {
  it.each(EXITS)('has a row for exit code %i', (exit) => {
    expect(TROUBLE).toMatch(new RegExp(`^\\| ${exit} +\\|`, 'm'));
  });

  it.each(DIAL_CAUSES)('has a row for %s', (cause) => {
    expect(TROUBLE).toMatch(new RegExp(`^\\| \`${cause}\` +\\|`, 'm'));
  });

  it.each(Object.entries(OTHERS).filter(([, isShown]) => isShown))('speaks of %s', (code) => {
    expect(TROUBLE).toContain(code);
  });
});

describe.each(DOCUMENTS)('%s', (document) => {
  const text = readDocument(document);

  it('names no rule that does not exist', () => {
    const named = [
      ...text.matchAll(/`(?:[^`]* )?((?:structure|dimension|range|nonzero|time|job|stream|connect)\.[a-z-]+)\b[^`]*`/g),
    ];
    const known = new Set([
      ...RULES.map(({ id }) => id),
      ...CALL_RULES.map(({ id }) => id),
      ...CONNECT_CHECKS.map((name) => `connect.${name}`),
      // A file, and a part of the document.
      'job.json',
      'connect.attempts',
    ]);
    expect(named.map(([, rule = '']) => rule).filter((rule) => !known.has(rule))).toEqual([]);
  });

  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !/^https?:/.test(link) && !leadsSomewhere(document, link))).toEqual([]);
  });
});

function leadsSomewhere(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? document : join(dirname(document), path);
  if (!existsSync(projectPath(file))) return false;
  return anchor === undefined || anchorsOf(readDocument(file)).has(anchor);
}

/** Headings as links name them. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
  return new Set(headings.map((heading) => heading.replace(/[^\w -]/g, '').replaceAll(' ', '-')));
}
