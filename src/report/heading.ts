import type { RunResult } from '../base/result.ts';
import { plural, printable } from '../base/text.ts';
import { formatCount, formatMs, formatNumber, formatSize } from '../base/units.ts';
import { sentWords } from './call-part.ts';
import { jobFactWords } from './job-words.ts';
import { tlsWords } from './phases.ts';
import type { Style } from './style.ts';
import { embeddedMark, nounOf, securityOf, subject } from './words.ts';
import { labelled, wrap } from './wrap.ts';

const COLUMN = 10;

/** What ran against what. The first line says how: embedded or not, TLS or plaintext, which layout, live or ending. */
export function heading(result: RunResult, { chalk, width }: Style): string {
  const { tool, target, environment } = result;
  const rows: (readonly [label: string, text: string | null])[] = [
    [result.call === null ? 'job' : 'method', jobWords(result)],
    ['fixtures', fixturesWords(result.fixtures)],
    ['layout', layoutWords(result.layout)],
    ['tls', target?.tls ? tlsWords(target.tls) : null],
    ['window', target === null ? null : windowWords(target)],
    ['server', serverWords(result.server)],
    ['sent', sentWords(result.call)],
    [`${nounOf(result)}s`, framesWords(result)],
    ['source', sourceWords(result.source)],
    ['connect', connectWords(result)],
    ['status', statusWords(result)],
    ...detailRows(result.status),
    ['labels', labelWords(result.labels)],
    ...result.notes.map((note) => ['note', note] as const),
    ['by', `${tool.name} ${tool.version}, node ${environment.node}, ${plural(environment.cpus, 'CPU')}`],
  ];
  const lines = rows.flatMap(([label, text]) =>
    text === null || (result.command === 'connect' && TOLD_BELOW.has(label))
      ? []
      : [labelled(label, printable(text, 2000), width, COLUMN)],
  );
  return [...wrap(firstLine(result), width).map((line) => chalk.bold(line)), ...lines].join('\n');
}

/** What `connect` has parts of their own for. */
const TOLD_BELOW: ReadonlySet<string> = new Set(['tls', 'server', 'connect']);

function firstLine({ command, target, layout, job, endReason }: RunResult): string {
  if (target === null) return printable(command);
  const live = job?.['live'];
  return [
    `${printable(command)} ${printable(target.address)}${embeddedMark(target)}`,
    securityOf(target) === 'tls' ? 'TLS' : 'plaintext',
    ...(layout === null ? [] : [printable(layout.name)]),
    ...(typeof live === 'boolean' ? [live ? 'live' : 'ending'] : []),
    ...(endReason === 'watched' ? ['watched and ended on purpose'] : []),
  ].join(', ');
}

function windowWords({ windowSize, client, peerAddress, address }: NonNullable<RunResult['target']>): string {
  return [
    `${formatSize(windowSize)} of flow control a stream`,
    ...(client === 'wire' ? [] : [`client ${client}`]),
    ...(peerAddress === null || peerAddress === address ? [] : [`peer ${peerAddress}`]),
  ].join(', ');
}

function serverWords(server: RunResult['server']): string | null {
  const { version, health } = server ?? {};
  const parts = [
    ...(version === undefined ? [] : [`version ${version}`]),
    ...(health === undefined ? [] : [`health ${health}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

function jobWords(result: RunResult): string | null {
  const { call, endReason } = result;
  const ended = `ended: ${endReason}`;
  if (call !== null) return `${call.method}, ${call.kind}, ${ended}`;
  const what = subject(result);
  return what === null ? null : [what.replace(/^job /, ''), ...jobFactWords(result.job), ended].join(', ');
}

function fixturesWords(fixtures: RunResult['fixtures']): string | null {
  if (fixtures === undefined || fixtures.dir === null) return null;
  const { dir, files, cases } = fixtures;
  return `${dir}, ${plural(files, 'file')}${cases.length === files ? '' : `, ${cases.length} selected`}`;
}

function layoutWords(layout: RunResult['layout']): string | null {
  return layout === null ? null : `${layout.name}, ${layout.element}, ${layout.axes}`;
}

function framesWords({ frames, streams }: RunResult): string | null {
  if (frames === null) return null;
  const { received, expected, expectedOrigin, rows, values, payloadBytes, lost, repeated, bad } = frames;
  const of = expected === null ? '' : ` of ${expected}${expectedOrigin === null ? '' : ` (${expectedOrigin})`}`;
  return [
    `${received} received${of}`,
    ...(streams.length > 1 ? [plural(streams.length, 'stream')] : []),
    ...(rows === null ? [] : [`${formatCount(rows)} rows`]),
    ...(values === null ? [] : [`${formatCount(values)} values`]),
    formatSize(payloadBytes),
    ...(lost === null ? [] : [`${lost} lost`]),
    ...(repeated === null ? [] : [`${repeated} repeated`]),
    ...(bad > 0 ? [`${bad} undecodable`] : []),
  ].join(', ');
}

function sourceWords(source: RunResult['source']): string | null {
  if (source === null || source.firstRow === null || source.lastRow === null) return null;
  const age = source.ageMs === null ? '' : `, newest row ${formatMs(source.ageMs)} old on our clock`;
  return `rows over ${formatMs(source.lastRow - source.firstRow)} of source time${age}`;
}

function connectWords({ connect }: RunResult): string | null {
  const { attempts, ms, startupMs } = connect;
  const last = attempts.at(-1);
  if (last === undefined) return null;
  const phases = PHASES.flatMap(([name, key]) => {
    const value = last.phases[key];
    return value === null ? [] : [`${name} ${formatNumber(value, 1)}`];
  });
  return [
    ms === null ? `failed after ${plural(attempts.length, 'attempt')}` : formatMs(ms),
    ...(ms !== null && attempts.length > 1 ? [`attempt ${attempts.length}`] : []),
    ...(phases.length === 0 ? [] : [`${phases.join(', ')} ms`]),
    ...(startupMs === null ? [] : [`start-up ${formatMs(startupMs)}`]),
  ].join('; ');
}

const PHASES = [
  ['dns', 'dnsMs'],
  ['tcp', 'tcpMs'],
  ['tls', 'tlsMs'],
  ['http2', 'http2Ms'],
  ['headers', 'headersMs'],
  ['first message', 'firstMessageMs'],
] as const;

function statusWords({ status }: RunResult): string | null {
  if (status === null) return null;
  const { name, origin, reason, raw, message } = status;
  const whose = origin === 'client' ? 'in place of a status' : 'the peer sent';
  const told = message === '' || message === name ? '' : `: ${message}`;
  return [
    `${name} (${origin})${told}`,
    ...(reason === undefined ? [] : [reason]),
    ...(raw === undefined ? [] : [`${whose} ${raw}`]),
  ].join('; ');
}

/** What `grpc-status-details-bin` says, a row a detail. */
function detailRows(status: RunResult['status']): (readonly [label: string, text: string])[] {
  const { details = [], fault = null } = status?.decoded ?? {};
  return [
    ...details.map(({ type, text }) => ['detail', `${type.replace(/^google\.rpc\./, '')}: ${text}`] as const),
    ...(fault === null ? [] : [['detail', `grpc-status-details-bin: ${fault}`] as const]),
  ];
}

function labelWords(labels: RunResult['labels']): string | null {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? null : pairs.join(', ');
}
