// docs/conformance.md from the verdicts on both clients.
import { readFileSync } from 'node:fs';

const grpcJsVersion = JSON.parse(
  readFileSync(new URL('../../node_modules/@grpc/grpc-js/package.json', import.meta.url), 'utf8'),
).version;

const CASES = [
  'empty_unary',
  'large_unary',
  'client_streaming',
  'server_streaming',
  'ping_pong',
  'empty_stream',
].concat(
  ['custom_metadata', 'status_code_and_message', 'special_status_message', 'unimplemented_method'],
  ['unimplemented_service', 'cancel_after_begin', 'cancel_after_first_response', 'timeout_on_sleeping_server'],
);
const COMPRESSED = ['client_compressed_unary', 'client_compressed_streaming', 'server_compressed_unary'].concat(
  'server_compressed_streaming',
);

/** Why grpc-js, or our adapter of it, fails a case, by the end of the case's name. */
const REASONS = [
  [
    /\/error-with-responses$/,
    'messages that came right before an error status are lost (grpc-node #2764); how often is a matter of timing',
  ],
  [/\/incomplete-message(-prefix)?$/, 'a truncated last message followed by OK is taken for OK'],
  [/\/unexpected-compress/, 'the call ends with a status that has no code; our adapter makes it UNKNOWN'],
  [
    /\/unicode-error-message$/,
    "ours, not grpc-js's: the adapter has the message only as it is printed, control characters escaped",
  ],
];

export function conformancePage({ wire, grpcJs, cases, versions, date }) {
  return `# Conformance

What the [conformance runner of connectrpc](https://github.com/connectrpc/conformance) says of our gRPC client, the one in
\`src/wire\`. The runner plays servers that behave and servers that do not, and compares what a client reports with what the
protocol says. \`npm run conformance\` fetches it with Go, runs it and writes this page.

Runner ${versions.runner}, Node ${process.version}, ${date.toISOString().slice(0, 10)}.

| client | passed | failed | not run |
| --- | --- | --- | --- |
| ours, \`--client wire\` | ${wire.passed} | ${wire.failed} | ${wire.notRun} |
| @grpc/grpc-js ${grpcJsVersion}, \`--client grpc-js\`, uncompressed cases | ${grpcJs.passed} | ${grpcJs.failed} | ${grpcJs.notRun} |

All kinds of call; unary, client, server, half and full duplex streams; identity, gzip and deflate; metadata, deadlines,
cancellation, status details, HTTP errors, malformed answers. Not among them: JSON messages, HTTP/1.1 and HTTP/3, brotli,
zstd and snappy, which we do not speak. The runner has no case of a message limit for clients.

| server | TLS | cases |
| --- | --- | --- |
${wire.servers.map(({ server, tls, count }) => `| ${server} | ${tls} | ${count} |`).join('\n')}

The runner names its servers: \`reference-server\` is connect-go, \`grpc-reference-server\` is grpc-go.

## What ours fails

${wire.failures.length === 0 ? 'Nothing.' : list(wire.failures)}

## What grpc-js fails

Through our adapter; a row stands for the same case with and without TLS and against both servers.

${grpcJs.failures.length === 0 ? 'Nothing.' : table(grpcJs.failures)}

## The interoperability cases of gRPC

Every gRPC implementation answers to the same
[cases](https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md). \`test/wire/interop.test.ts\` runs those
that ask nothing of a cloud, in plaintext and over TLS, against a server on @grpc/grpc-js:
${names(CASES)};
and those with compression against one on node:http2, since grpc-js neither shows nor sets what they look at:
${names(COMPRESSED)}.

Against the interoperability server of grpc-go ${versions.grpcGo} (\`npm run interop\`) ${cases.passed} passed, ${cases.failed} failed; it does not serve the compressed ones.
`;
}

function names(cases) {
  return cases.map((name) => `\`${name}\``).join(', ');
}

function list(failures) {
  return failures.map(({ name, why }) => `- \`${name}\`: ${cell(why)}`).join('\n');
}

function table(failures) {
  const rows = new Map();
  for (const { name, why } of failures) {
    const short = name.replaceAll(/\/(?:HTTPVersion|Protocol|Codec|Compression|TLS):[^/]+|\/\(grpc server impl\)/g, '');
    rows.set(short, { why, count: (rows.get(short)?.count ?? 0) + 1 });
  }
  return [
    '| case | times | the runner says | why |',
    '| --- | --- | --- | --- |',
    ...[...rows].map(([name, { why, count }]) => `| ${name} | ${count} | ${cell(why)} | ${reason(name)} |`),
  ].join('\n');
}

function reason(name) {
  return REASONS.find(([pattern]) => pattern.test(name))?.[1] ?? 'not looked into';
}

/** The runner quotes peers; a table must stand it. */
function cell(text) {
  const short = text.length > 120 ? `${text.slice(0, 120)}...` : text;
  return short
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;');
}
