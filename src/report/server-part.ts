import type { LayoutHealth, RunResult, ServerInfo } from '../base/result.ts';
import { plural, printable } from '../base/text.ts';
import { formatMs } from '../base/units.ts';
import type { Style } from './style.ts';
import { labelled } from './wrap.ts';

/** What a server said of itself when it was asked, for `connect`; empty when it was not asked. */
export function serverPart({ server, command }: RunResult, { width, chalk }: Style): string[] {
  const rows = command === 'connect' && server !== null ? serverRows(server) : [];
  if (rows.length === 0) return [];
  const column = Math.min(40, Math.max(...rows.map(([label]) => label.length)) + 4);
  const lines = rows.map(([label, text]) =>
    labelled(`  ${printable(label, column - 4)}`, printable(text, 4000), width, column),
  );
  return [[chalk.bold('server'), ...lines].join('\n')];
}

type Row = readonly [label: string, text: string];

/** Label and text of each thing a server said. */
export function serverRows({ serving = [], layoutHealth, reflection, services }: ServerInfo): readonly Row[] {
  return [
    ...serving.map(({ service, status, ms }): Row => [service || 'health', `${status} (${formatMs(ms)})`]),
    ...(layoutHealth ? [['layout', layoutWords(layoutHealth)] as const] : []),
    ...(reflection ? [['reflection', `${reflection}, ${servicesWords(services ?? [])}`] as const] : []),
    ...(reflection === null ? [['reflection', 'no list of services'] as const] : []),
  ];
}

function layoutWords({ method, healthy, version, status, ms }: LayoutHealth): string {
  const parts = [
    ...(healthy === null ? [] : [healthy ? 'healthy' : 'NOT HEALTHY']),
    ...(version === null || version === '' ? [] : [`version ${version}`]),
    ...(status === null || status === '' ? [] : [`status ${status}`]),
  ];
  return `${parts.length === 0 ? 'answered' : parts.join(', ')} (${method}, ${formatMs(ms)})`;
}

function servicesWords(services: readonly string[]): string {
  return `${plural(services.length, 'service')}${services.length === 0 ? '' : `: ${services.join(', ')}`}`;
}
