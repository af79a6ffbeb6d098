import { randomUUID } from 'node:crypto';
import { availableParallelism, release, type } from 'node:os';
import type { RunResult } from '../base/result.ts';
import { countChecks, verdictLine } from '../report/line.ts';
import { addressNotes } from './address-notes.ts';
import type { Host } from './host.ts';
import type { RunHead } from './plan.ts';

/** What a run found out, less what every document has. */
export type Findings = Partial<RunResult> & Pick<RunResult, 'outcome' | 'endReason' | 'exitCode' | 'connect'>;

/** When a run began, ms since 1970, and how long it took, ms. */
export interface Span {
  readonly startedAt: number;
  readonly durationMs: number;
}

/** The document of any command: what was found, the rest null or empty, counts and the verdict line made from both. */
export function makeDocument(
  head: Pick<RunHead, 'command' | 'settings' | 'labels' | 'notes'>,
  host: Pick<Host, 'version'>,
  { startedAt, durationMs }: Span,
  found: Findings,
): RunResult {
  const document = {
    schemaVersion: 1 as const,
    tool: { name: 'grpc-validate' as const, version: host.version },
    runId: randomUUID(),
    labels: head.labels,
    command: head.command,
    call: null,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(startedAt + durationMs).toISOString(),
    durationMs,
    settings: head.settings,
    environment: { node: process.version, os: `${type()} ${release()}`, cpus: availableParallelism() },
    target: null,
    server: null,
    job: null,
    layout: null,
    status: null,
    frames: null,
    source: null,
    metrics: null,
    streams: [],
    timeline: [],
    checks: [],
    slo: [],
    suspect: [],
    notes: [...head.notes, ...addressNotes(found.connect)],
    failure: null,
    ...found,
  };
  return { ...document, summary: { ...countChecks(document.checks), line: verdictLine(document) } };
}
