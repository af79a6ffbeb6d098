import { describe, expect, it } from 'vitest';
import { makeDocument } from '../../src/run/document-shell.ts';
import { schemaErrors } from '../support/result-schema.ts';

const head = { command: 'connect', settings: {}, labels: { release: '4.2' }, notes: ['a note'] };
const found = {
  outcome: 'errored',
  endReason: 'dns',
  exitCode: 3,
  connect: { attempts: [], ms: null, startupMs: null },
  failure: { code: 'dns', message: 'no such host', hint: null },
} as const;

describe('makeDocument', () => {
  const document = makeDocument(head, { version: '1.2.3' }, { startedAt: 1_790_000_000_000, durationMs: 1500 }, found);

  it('makes a document the schema accepts of any command', () => {
    expect(schemaErrors(document)).toEqual([]);
  });

  it('says when the run began and ended', () => {
    expect(Date.parse(document.endedAt) - Date.parse(document.startedAt)).toBe(1500);
  });

  it('makes the verdict line and the counts of what was found', () => {
    expect(document.summary).toEqual({ passed: 0, warned: 0, failed: 0, skipped: 0, line: 'ERROR: dns: no such host' });
  });

  it('keeps what every document has of the head', () => {
    expect(document).toMatchObject({ command: 'connect', labels: { release: '4.2' }, notes: ['a note'], frames: null });
  });
});
