import type { CallInfo, MetadataEntry, RunResult } from '../base/result.ts';
import { plural, printable } from '../base/text.ts';
import { formatSize } from '../base/units.ts';
import type { Style } from './style.ts';
import { labelled } from './wrap.ts';

/** What was sent, for the heading; null before anything was. */
export function sentWords(call: CallInfo | null): string | null {
  const { sent } = call ?? {};
  return sent === undefined ? null : `${plural(sent.messages, 'message')}, ${formatSize(sent.bytes)}`;
}

/** Response metadata, where it was asked for. */
export function callPart({ call }: RunResult, style: Style): string[] {
  if (call === null) return [];
  const { headers, trailers } = call;
  return [
    ...(headers === undefined ? [] : [block('headers', headers.map(entryWords), style)]),
    ...(trailers === undefined ? [] : [block('trailers', trailers.map(entryWords), style)]),
  ];
}

function entryWords({ key, value }: MetadataEntry): string {
  return `${key}: ${value}`;
}

function block(title: string, lines: readonly string[], { chalk, width }: Style): string {
  const shown = lines.length === 0 ? ['none'] : lines;
  return [chalk.bold(title), ...shown.map((line) => labelled(' ', printable(line, 2000), width, 2))].join('\n');
}
