import { FAULTS } from '../serve/spectrogram/fault/table.ts';
import { REST_FAULTS, REST_QUIRKS } from '../serve/rest/options.ts';
import { SESSION_FAULTS } from '../session/server/fault-table.ts';
import { QUIRKS } from '../serve/spectrogram/quirks.ts';

export const PURPOSE: string = 'Tells whether a gRPC stream delivers what it should, and how well.';

const EXIT_CODES = `
Exit codes:
  0 passed   1 a check or a limit failed   2 wrong usage or configuration   3 could not connect
  4 the stream broke   70 a bug in grpc-validate   130 interrupted   143 terminated`;

export const EXAMPLES: string = `
Examples:
  grpc-validate connect das.example:50051                 reach a server, see each phase and its health
  grpc-validate stream --job 12-70788                     check 200 frames of the embedded simulator
  grpc-validate stream das.example:50051 --job 12-70788   check a job of a real server
  grpc-validate stream --job 12-70788 --fault nan@17      see what a broken frame looks like
  grpc-validate serve spectrogram --port 50051            run the simulator for others
${EXIT_CODES}`;

export const CONNECT: string =
  'Reaches the server and shows each phase with its time: name, TCP, TLS, HTTP/2. Then asks it: its health, what it ' +
  'lists by reflection, and whether the method of the layout is there. Without a target it connects to an embedded ' +
  'simulator and says so.';

export const CONNECT_EXAMPLES: string = `
Examples:
  grpc-validate connect das.example:50051                              TLS with the system's authorities
  grpc-validate connect 10.0.0.5:50051 --plaintext --retries 0         is it there, yes or no
  grpc-validate connect das:50051 --ca ca.pem --layout datastream      the method has to be there
  grpc-validate connect das:50051 --service my.pkg.Service --slo 'connect<500ms' -o line

Every option may also be set as GRPC_VALIDATE_<NAME> or in grpc-validate.config.{json,yaml}.
${EXIT_CODES}`;

export const STREAM: string = `Streams the frames of a spectrogram job, checks every frame (structure, dimensions, values, times) and measures
how they arrive. Without a target it streams from an embedded simulator and says so.`;

export const STREAM_EXAMPLES: string = `
Examples:
  grpc-validate stream --job 12-70788
  grpc-validate stream 10.0.0.5:50051 --tls --ca ca.pem --job 12-70788 --frames 500
  grpc-validate stream das:50051 --job 12-70788 --sensors 50 --bins 513 --amplitude=-140..0 --fps 20
  grpc-validate stream das:50051 --job 12-70788 --duration 1m --json --report junit=result.xml

Every option may also be set as GRPC_VALIDATE_<NAME> or in grpc-validate.config.{json,yaml}; flags win, also over what
excludes them, and --no-NAME undoes a switch. GRPC_VALIDATE_SLO, _SEVERITY, _TOLERATE and _LABEL take several values
with commas between.
${EXIT_CODES}`;

export const BENCH: string =
  'Opens many streams side by side and takes their frames as fast as they come, every frame checked: histograms of the ' +
  'gaps and of the time to the first frame, rates a stream and in all, and limits judged on the worst stream. Without ' +
  'a target it measures an embedded simulator that streams as fast as it can, and says so. With --call it makes calls ' +
  'of any method, or opens its streams: calls a second, and the latency of each.';

export const BENCH_EXAMPLES: string = `
Examples:
  grpc-validate bench --frames 1000
  grpc-validate bench das:50051 --job 12-70788 --streams 20 --connections 4 --duration 30s --warmup 2s
  grpc-validate bench das:50051 --job 12-70788 --stream-rate 5/s --duration 1m --frames 50 --slo 'first-frame<500ms'
  grpc-validate bench das:50051 --job 12-70788 --streams 100 --workers 3 --ramp-up 10s --frames 500
  grpc-validate bench das:50051 --job 12-70788 --frames 100 --repeat 100 --slo 'success-rate>=95%' -o line
  grpc-validate bench 127.0.0.1:50051 --call shop.Orders/Get -d '{"id": "17"}' -c 50 --calls 100000
  grpc-validate bench das:50051 --job 12-70788 --checks none --slo 'fps>100, gap-p99<50ms' --json

Every option may also be set as GRPC_VALIDATE_<NAME> (streams: GRPC_VALIDATE_BENCH_STREAMS) or in
grpc-validate.config.{json,yaml}.
${EXIT_CODES}`;

export const REPORT: string =
  'Renders a saved result document again, in any format. The exit code is that of the run it tells of.';

export const REPORT_EXAMPLES: string = `
Examples:
  grpc-validate report result.json
  grpc-validate report result.json -o line --report junit=result.xml
  grpc-validate report merge shard-0.json shard-1.json
${EXIT_CODES}`;

export const MERGE: string =
  'Merges the results of benches that ran side by side, of several processes or machines, into the one a single process ' +
  'would have had: counts sum, histograms merge bucket by bucket, limits are judged anew on the worst stream. The exit ' +
  'code is the worst. Results that do not fit together are refused, and so is a bench of which a share is missing.';

export const MERGE_EXAMPLES: string = `
Examples:
  grpc-validate report merge shard-0.json shard-1.json shard-2.json --report json=merged.json
  grpc-validate report merge results/*.json -o line --slo 'gap-p99<50ms'
${EXIT_CODES}`;

export const CALL: string = `Calls any method of any service, all four RPC kinds: requests from the command line, a file or stdin, every message
of the answer verified, judged by rules and timed. The schema comes from --proto, --protoset or the server's reflection.`;

export const CALL_EXAMPLES: string = `
Examples:
  grpc-validate call 127.0.0.1:50051 shop.Orders/Get -d '{"id": "17"}' --print
  grpc-validate call prices:443 feed.Prices/Watch --duration 1m --rule 'fresh: gapMs < 200.0' --json
  grpc-validate call prices:443 feed.Prices/Watch --until 'message.price > 100.0' --timeout 10m
  grpc-validate call 127.0.0.1:50051 chat.Chat/Talk -d @lines.ndjson --ping-pong --slo 'connect<1s'
  grpc-validate call 127.0.0.1:50051 --list
  grpc-validate call 127.0.0.1:50051 --describe shop.Orders

Requests are ProtoJSON: one object, an array, or NDJSON; {{index}}, {{uuid}}, {{nowMs}}, {{randomInt 1 100}} and
{{env NAME}} are filled in for each. Every option may also be set as GRPC_VALIDATE_<NAME> or in
grpc-validate.config.{json,yaml}.
${EXIT_CODES}`;

export const SERVE: string = `Servers for local work and for pipelines without a sensor. With --handlers, a server of your
own: the module exports handlers of any services; health is on, and reflection where there is a .proto.`;

export const SERVE_EXAMPLES: string = `
Examples:
  grpc-validate serve spectrogram --port 0
  grpc-validate serve --handlers docs/examples/batch-create.js
  grpc-validate serve --handlers handlers.js --proto service.proto --port 0 --tls`;

export const SERVE_SPECTROGRAM: string = `A simulated distributed-acoustic-sensing server: streams a seeded spectrogram as job 12-70788, with health
and reflection, and commits scripted faults so that every check can be seen to fail.`;

export const SESSION: string = `Keeps bidirectional control streams (protos/session.proto) with a session server and judges them: pings on schedule,
every command acknowledged once by the right client, none lost, every session closed cleanly. Without a target it keeps
them with an embedded session server and says so.`;

export const SESSION_EXAMPLES: string = `
Examples:
  grpc-validate session --clients 20 --duration 5s
  grpc-validate session das:50051 --clients 100 --commands 50/s --slo 'command-p95<50ms, ping-error-p95<20%, lost=0'
  grpc-validate session das:50051 --ping-interval 5s --report junit=sessions.xml
  grpc-validate session --clients 20 --duration 5s --fault 'drop-ack@5,late-ping@2,misroute@7,hang-close@1'

The server is asked for commands in the metadata x-command-rate and x-command-count, as \`serve session\` takes them;
a server that does not is judged by what can be seen. Every option may also be set as GRPC_VALIDATE_<NAME> or in
grpc-validate.config.{json,yaml}.
${EXIT_CODES}`;

export const SERVE_SESSION: string = `A session server (protos/session.proto): keeps a bidirectional stream with each of its clients, pings them, sends the
commands they ask for in the metadata x-command-rate (a second) and x-command-count, and publishes to a Centrifugo server.
Commits scripted faults so that every verdict of the session command can be seen to fail.`;

export const CERTS: string = `Makes what TLS and mutual TLS take on your own machine: an authority, and a server and a client certificate
signed by it (EC P-256; keys are readable by you alone). An authority the folder already has is kept and signs again.
For development: keep the folder out of repositories, and trust its authority nowhere else.`;

export const CERTS_EXAMPLES: string = `
Examples:
  grpc-validate certs                                    certs/ca.pem, server.pem, client.pem and their keys
  grpc-validate certs --host das.example --host 10.0.0.5 for a server that is reached by these names
  grpc-validate certs --force --days 90                  new certificates from the authority that is there
  grpc-validate certs --force --new-ca                   all of them new`;

/** The faults there are, for the help of `serve session`. */
export function sessionTables(): string {
  const rows = SESSION_FAULTS.map(({ name, unit, help, argument }) => {
    const usage = `${name}@N${argument === undefined ? '' : `[:${argument}]`}`;
    return `  ${usage.padEnd(23)} ${unit.padEnd(8)} ${help}`;
  });
  return `
Faults (--fault), as NAME@N, NAME@FROM..TO or NAME@FROM.., comma-separated. They count from 1, over all sessions:
${rows.join('\n')}

Examples:
  grpc-validate serve session --preset LOW_LATENCY --stats-port 9090
  grpc-validate serve session --centrifugo http://127.0.0.1:8000 --centrifugo-key-env CENTRIFUGO_KEY
  grpc-validate serve session --fault 'drop-ack@5,late-ping@2,misroute@7,hang-close@1'
`;
}

/** The faults and quirks there are, for the help of `serve spectrogram`. */
export function serveTables(): string {
  const rows = (table: readonly (readonly [name: string, text: string])[]): string =>
    table.map(([name, text]) => `  ${name.padEnd(20)} ${text}`).join('\n');
  return `
Faults (--fault), as NAME@FRAME, NAME@FROM..TO, NAME@FROM.. with :ARGUMENTS, comma-separated:
${rows(FAULTS.map(({ name, help }) => [name, help]))}

Some faults show only where the stream is told what to expect:
  wrong-id             stream --sensor-ids 1..50
  spike                stream --amplitude=-140..0
  extra-row            stream --rows 1
  slow, slow-clock     serve --frames 0, and stream for more than 15 s

Quirks (--quirk), healthy oddities, comma-separated:
${rows(Object.entries(QUIRKS))}

Faults of the REST replies (--rest-fault), comma-separated:
${rows(Object.entries(REST_FAULTS).map(([name, { help }]) => [name, help]))}

Quirks of the REST replies (--rest-quirk), comma-separated:
${rows(Object.entries(REST_QUIRKS))}
`;
}
