import { plural } from '../../src/base/text.ts';
import { escaped } from './page.ts';
import type { Seen } from './seen.ts';
import { cell, isLegal } from './seen.ts';
import type { Testimonies, Testimony } from './table.ts';

export interface Hearing {
  readonly dials: readonly Testimony[];
  readonly calls: Testimonies;
  readonly messages: readonly Testimony[];
  readonly versions: { readonly node: string; readonly grpcJs: string; readonly grpcio: string | null };
  readonly date: string;
}

/** docs/witness.md. */
export function witnessPage({ dials, calls, messages, versions, date }: Hearing): string {
  const rows = calls.flatMap(([, testimonies]) => testimonies);
  const { node, grpcJs, grpcio } = versions;
  const tables = calls.flatMap(([kind, testimonies]) => [
    `## ${kind}`,
    INTRODUCTIONS[kind] ?? '',
    callTable(testimonies, versions),
  ]);
  return [
    '# Two witnesses',
    PROSE,
    `${plural(rows.length, 'misbehaviour')}, ${messages.length} messages that do not parse and ${dials.length} ways not to connect.`,
    `Node ${node}, @grpc/grpc-js ${grpcJs}${grpcio === null ? '' : `, Python's grpcio ${grpcio} (the C core of gRPC)`}; ${date}.`,
    summary(rows, versions),
    HOW_TO_READ,
    ...tables,
    '## Messages that are no protobuf',
    INTRODUCTIONS['messages'] ?? '',
    callTable(messages, versions),
    '## Connections that do not come about',
    INTRODUCTIONS['dials'] ?? '',
    dialTable(dials, versions),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

const PROSE = `A validator is worth what its verdict is worth. This page shows what our client says of a peer that misbehaves, and what
ordinary clients say of the very same bytes. \`npm run witness\` plays every peer to every client over a socket and writes the
page; a test holds the column "we say" equal to what the code says. How our client does against peers that others wrote is
in [conformance.md](conformance.md).`;

const HOW_TO_READ = `## How to read it

- A cell is the status, our word for the cause if there is one, how many messages were delivered, and the words of the
  client, shortened; times and ports are left out.
- **Bold** is a verdict that was not earned or is none: OK where the answer was broken, a status that is none of the 17, or
  a call that hung until the caller's own deadline though the peer had shown what it was.
- _its own deadline_: nothing ended the call but the deadline of 1.5 s it was given. Ours was given an idle timeout of 0.5 s
  for the rows that need one; the command has 30 s, and says \`stalled\`.
- _asked for_ is what the specification, RFC 9113 or a strict peer makes of it. Where it allows several, any is right.
- Ours exits 4 for all but OK and a status that was expected, 3 where no connection came about.`;

const INTRODUCTIONS: Readonly<Record<string, string>> = {
  Messages: 'Length-prefixed messages that are none. The limit of a message is 4 MiB here.',
  'Unary calls': 'The others answer these calls as unary ones; in all other tables calls are server streams.',
  Statuses: 'Statuses that are missing, wrong, or where they should not be.',
  'HTTP answers': 'What proxies and web servers send in place of gRPC.',
  Silence: 'A peer that stops at every stage of an answer, and keeps the connection open.',
  Metadata: 'Sizes nobody expects. All sides may refuse them; what counts is that the words tell why.',
  'Oddities of HTTP/2': 'Unusual, and allowed: nothing of it may change the outcome.',
  'Malformed answers':
    'Each of them ends its stream; node:http2 does it for both Node clients, and tells them as RST_STREAM 1.',
  'Breaches of HTTP/2': `Each of them ends the connection. After some, node:http2 gives the session up without telling anybody: a client that
only waits for events waits for ever. Ours asks the session to write when it should long have heard something.`,
  messages: `What the frame scanner makes of the bytes, what @grpc/proto-loader does for a grpc-js client, and what Python's
protobuf does.`,
  dials: `Our client dials in phases and names the cause, each with the next thing to try; the others have one status for
all of them. TLS clients trust the authority of the server unless the row says otherwise.`,
};

function callTable(rows: readonly Testimony[], { grpcJs, grpcio }: Hearing['versions']): string {
  const others = [`grpc-js ${grpcJs} says`, ...(grpcio === null ? [] : [`grpcio ${grpcio} says`])];
  return table(
    ['the peer sends', 'we say', ...others, 'asked for'],
    rows.map(({ name, ours, asked, lenient, ...seen }) => [
      escaped(name),
      told(ours, null),
      told(seen.grpcJs, ours, lenient),
      ...(grpcio === null ? [] : [told(seen.grpcio, ours, lenient)]),
      escaped(asked),
    ]),
  );
}

function dialTable(rows: readonly Testimony[], { grpcJs, grpcio }: Hearing['versions']): string {
  const others = [`grpc-js ${grpcJs} says`, ...(grpcio === null ? [] : [`grpcio ${grpcio} says`])];
  return table(
    ['there is', 'we say', ...others],
    rows.map(({ name, ours, ...seen }) => [
      escaped(name),
      told(ours, null),
      told(seen.grpcJs, ours),
      ...(grpcio === null ? [] : [told(seen.grpcio, ours)]),
    ]),
  );
}

/** A cell of the page; `ours` is what we say, for the cells of others. */
function told(seen: Seen | null, ours: Seen | null, lenient = false): string {
  if (seen === null) return 'not staged';
  const text = escaped(cell(seen));
  if (ours === null || !isUnearned(seen, ours, lenient)) return text;
  const at = text.search(/[,:]|$/);
  return `**${text.slice(0, at)}**${text.slice(at)}`;
}

/** What we say where nothing but a time limit can end it. */
const WAITED: ReadonlySet<string> = new Set(['stalled', 'tcp-timeout', 'settings-timeout', 'tls-handshake']);

function isUnearned(seen: Seen, ours: Seen, lenient: boolean): boolean {
  if (!isLegal(seen)) return true;
  if (seen.hung) return !WAITED.has(ours.reason ?? ours.code);
  return seen.code === 'OK' && ours.code !== 'OK' && !lenient;
}

function summary(rows: readonly Testimony[], { grpcio }: Hearing['versions']): string {
  const of = (name: string, pick: (row: Testimony) => Seen | null): string[] => {
    const unearned = rows.flatMap((row) => {
      const seen = pick(row);
      return seen && row.ours && isUnearned(seen, row.ours, row.lenient === true) ? [seen] : [];
    });
    const count = (kind: (seen: Seen) => boolean): string => String(unearned.filter(kind).length);
    return [
      name,
      count(({ code }) => code === 'OK'),
      count((seen) => !isLegal(seen)),
      count((seen) => isLegal(seen) && seen.hung === true),
    ];
  };
  return table(
    ['client', 'OK, though the answer was broken', 'a status that is none of the 17', 'hung until the deadline'],
    [
      of('ours', ({ ours }) => ours),
      of('grpc-js', ({ grpcJs }) => grpcJs),
      ...(grpcio === null ? [] : [of('grpcio', (row) => row.grpcio)]),
    ],
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
