// Unary calls a second and CPU a call of `bench --call` and of ghz, alternating, client and server on a core each; and one stream as both see it.
// usage: node bench/calls.mjs [--pairs 5] [--calls 100000] [--concurrency 50] [--messages 20000] [--write]
// --write puts the figures into docs/performance.md. Without ghz ours are measured alone, and it says so. Exit 1 when a call failed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, pinned, pins, works } from './machine.mjs';
import { circumstances, table, writeSection } from './page.mjs';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '5' },
    calls: { type: 'string', default: '100000' },
    concurrency: { type: 'string', default: '50' },
    messages: { type: 'string', default: '20000' },
    write: { type: 'boolean', default: false },
  },
});
const BIN = fileURLToPath(new URL('../bin/grpc-validate.js', import.meta.url));
const PROTO = fileURLToPath(new URL('calls.proto', import.meta.url));
const BARE = fileURLToPath(new URL('calls-bare.mjs', import.meta.url));
const SERVER = fileURLToPath(new URL('calls-server.mjs', import.meta.url));

/** Makes the calls, or opens the stream; what was seen, and the CPU of the process, start-up included. */
const CLIENTS = [
  {
    name: 'grpc-validate bench --call',
    missing: () => null,
    unary: (address, calls, lanes) => ours(address, 'Get', ['-n', calls, '-c', lanes]),
    stream: (address, messages) => ours(address, 'Watch', ['-d', `{"count": ${messages}}`, '--frames', messages]),
  },
  {
    name: 'ghz',
    missing: () => (works('ghz', ['--version']) ? null : 'it is not installed'),
    unary: (address, calls, lanes) => ghz(address, 'Get', ['-n', calls, '-c', lanes, '-d', '{}']),
    stream: (address, messages) => ghz(address, 'Watch', ['-n', '1', '-c', '1', '-d', `{"count": ${messages}}`]),
  },
  {
    name: 'node:http2 alone, nothing checked or timed',
    missing: () => null,
    unary: bare,
    stream: null,
  },
];

process.exitCode = await compare();

async function compare() {
  const { pairs, calls, concurrency, messages } = values;
  const clients = CLIENTS.filter(({ missing }) => missing() === null);
  const notes = CLIENTS.flatMap(({ name, missing }) =>
    missing() === null ? [] : [`${name} was left out: ${missing()}.`],
  );
  for (const note of notes) console.log(note);
  const server = spawn(...pinned(0, [process.execPath, SERVER]), { stdio: ['ignore', 'pipe', 'inherit'] });
  const runs = clients.map((client) => ({ client, unary: [], stream: null }));
  try {
    const [port] = await once(server.stdout, 'data');
    const address = `127.0.0.1:${String(port).trim()}`;
    for (let pair = 0; pair < Number(pairs); pair += 1) {
      for (const run of runs) run.unary.push(run.client.unary(address, calls, concurrency));
    }
    for (const run of runs) run.stream = run.client.stream?.(address, messages) ?? null;
  } finally {
    server.kill('SIGTERM');
  }
  report(runs, notes);
  return runs.every(({ unary, stream }) => [...unary, stream].every((told) => (told?.failed ?? 0) === 0)) ? 0 : 1;
}

function report(runs, notes) {
  const [first] = runs;
  const unary = table(
    ['client', 'calls a second', 'CPU a call, µs', 'p50, ms', 'p99, ms', 'times ours'],
    runs.map(({ client, unary: told }) => [
      client.name,
      Math.round(median(told.map(({ perSecond }) => perSecond))).toLocaleString('en'),
      median(told.map(({ cpuUs }) => cpuUs)).toFixed(1),
      latency(told.map(({ p50 }) => p50)),
      latency(told.map(({ p99 }) => p99)),
      told === first.unary
        ? ''
        : median(told.map(({ perSecond }, n) => perSecond / first.unary[n].perSecond)).toFixed(2),
    ]),
  );
  const stream = table(
    ['client', 'samples', 'what they are'],
    runs.flatMap(({ client, stream }) =>
      stream === null ? [] : [[client.name, stream.samples.toLocaleString('en'), stream.what]],
    ),
  );
  console.log(`${unary}\n\n${stream}`);
  if (!values.write) return;
  const { pairs, calls, concurrency, messages } = values;
  const command = ['node bench/calls.mjs', ...process.argv.slice(2).filter((word) => word !== '--write')].join(' ');
  writeSection('calls', 'node bench/calls.mjs --write', [
    '## Unary calls, and one stream',
    `Medians of ${pairs} alternating runs of ${Number(calls).toLocaleString('en')} calls, ${concurrency} at a time over one connection, ${pins ? 'client and server on a core each' : 'client and server not held to a core each'}. CPU is that of the whole process, start-up included. Server: bench/calls-server.mjs.`,
    unary,
    `The same server stream of ${Number(messages).toLocaleString('en')} messages in both:`,
    stream,
    ...notes,
    circumstances(command),
  ]);
}

function ours(address, method, args) {
  const words = ['bench', address, '--call', `bench.v1.Calls/${method}`, '--proto', PROTO, '--json', '-q', ...args];
  const { out, cpuSeconds } = timed([process.execPath, BIN, ...words]);
  const { bench, metrics } = JSON.parse(out);
  if (bench.calls === undefined) {
    const others = bench.statuses.filter(({ status }) => status !== 'OK' && status !== 'on purpose');
    return { samples: metrics.gapMs.count, what: 'gaps between messages', failed: others.length };
  }
  const { made, failed, perSecond } = bench.calls;
  return { perSecond, cpuUs: (1e6 * cpuSeconds) / made, p50: bench.callMs.p50, p99: bench.callMs.p99, failed };
}

function ghz(address, method, args) {
  const words = [
    '--insecure',
    '--proto',
    PROTO,
    '--call',
    `bench.v1.Calls/${method}`,
    '--connections',
    '1',
    '-O',
    'json',
  ];
  const { out, cpuSeconds } = timed(['ghz', ...words, ...args, address]);
  const { count, rps, latencyDistribution, statusCodeDistribution } = JSON.parse(out);
  const failed = count - (statusCodeDistribution.OK ?? 0);
  if (method === 'Watch') return { samples: count, what: 'duration of the whole stream', failed };
  const latency = (wanted) => latencyDistribution.find(({ percentage }) => percentage === wanted).latency / 1e6;
  return { perSecond: rps, cpuUs: (1e6 * cpuSeconds) / count, p50: latency(50), p99: latency(99), failed };
}

function bare(address, calls, lanes) {
  const { out } = timed([process.execPath, BARE, address, calls, lanes]);
  const { calls: made, seconds, cpuSeconds } = JSON.parse(out);
  return { perSecond: made / seconds, cpuUs: (1e6 * cpuSeconds) / made, p50: null, p99: null, failed: calls - made };
}

function latency(times) {
  return times.includes(null) ? 'n/a' : median(times).toFixed(2);
}

/** Runs a command on the client's core; what it prints, and the CPU it took. */
function timed(words) {
  const [program, args] = pinned(1, words);
  const { stdout, stderr, status } = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$0" "$@"', program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...(pins ? { GOMAXPROCS: '1' } : {}) },
    maxBuffer: 2 ** 28,
  });
  const [user = 0, system = 0] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  if (status !== 0) throw new Error(`${words.slice(0, 3).join(' ')} ended with ${status}: ${stderr}`);
  return { out: stdout, cpuSeconds: user + system };
}
