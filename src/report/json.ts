import type { RunResult } from '../base/result.ts';
import { safeJson } from '../base/text.ts';

/** Top-level keys as they are written; keys of parts keep the order of whoever made them. */
const ORDER: readonly (keyof RunResult)[] = [
  'schemaVersion',
  'tool',
  'runId',
  'labels',
  'command',
  'call',
  'startedAt',
  'endedAt',
  'durationMs',
  'outcome',
  'endReason',
  'exitCode',
  'summary',
  'settings',
  'environment',
  'target',
  'server',
  'job',
  'layout',
  'connect',
  'status',
  'frames',
  'source',
  'metrics',
  'streams',
  'timeline',
  'checks',
  'bench',
  'mergedFrom',
  'fixtures',
  'slo',
  'baseline',
  'suspect',
  'notes',
  'failure',
];

/** The whole document, two spaces, ending in a line end. What is not a finite number is null. */
export function renderJson(result: RunResult): string {
  return `${safeJson(inOrder(result), 2)}\n`;
}

/** The document with its keys in the fixed order; keys we do not know, from a newer version, come last. */
export function inOrder(result: RunResult): object {
  const known = ORDER.filter((key) => key in result).map((key) => [key, result[key]] as const);
  return { ...Object.fromEntries(known), ...omitKnown(result) };
}

function omitKnown(result: RunResult): object {
  const known: ReadonlySet<string> = new Set(ORDER);
  return Object.fromEntries(Object.entries(result).filter(([key]) => !known.has(key)));
}
