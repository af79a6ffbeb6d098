// 1,000 sessions with a heartbeat a second each and 1,000 commands a second in all against `serve session`, in processes of
// their own; memory of the server watched through its statistics.
// usage: node bench/sessions.mjs [--clients N] [--seconds N] [--write]
// --write puts the figures into docs/performance.md. Exit 0 when nothing was lost and memory stayed flat, else 1.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { circumstances, table, writeSection } from './page.mjs';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const bin = path('bin/grpc-validate.js');
const argument = (name, otherwise) => Number(process.argv[process.argv.indexOf(`--${name}`) + 1] || otherwise);
const clients = process.argv.includes('--clients') ? argument('clients') : 1000;
const seconds = process.argv.includes('--seconds') ? argument('seconds') : 60;
const MiB = 1024 ** 2;
const DOUBT =
  'Our own side was too slow (see `suspect`): the machine was busy with other things, and the times say more about that than about the server.';

const serve = ['serve', 'session', '--port', '0', '--stats-port', '0', '--no-logging', '--quiet'];
const server = spawn(process.execPath, [bin, ...serve], { stdio: ['ignore', 'pipe', 'inherit'] });
const memory = [];
try {
  const [hello] = await once(server.stdout, 'data');
  const [address, stats] = String(hello).match(/127\.0\.0\.1:\d+/g) ?? [];
  // A connection of its own each time: one that is kept may be closed under the next request.
  const statistics = async () => (await fetch(`http://${stats}/stats`, { headers: { connection: 'close' } })).json();
  const started = performance.now();
  const sample = async () => {
    const used = (await statistics().catch(() => null))?.process;
    if (!used) return;
    memory.push({ at: (performance.now() - started) / 1000, heap: used.heapUsedBytes, rss: used.rssBytes });
  };
  const watch = setInterval(() => void sample(), 1000);
  const result = await keep(address);
  clearInterval(watch);
  process.exitCode = tell(result, await statistics());
} finally {
  server.kill('SIGTERM');
}

async function keep(address) {
  const args = ['session', address, '--clients', clients, '--duration', `${seconds}s`, '--commands', `${clients}/s`];
  const child = spawn(process.execPath, [bin, ...args.map(String), '--close-timeout', '15s', '--json', '--quiet'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  await once(child, 'close');
  return JSON.parse(text);
}

function tell({ session, checks, suspect, summary, tool }, { sessions }) {
  // The first half warms up: buffers and compiled code are made once.
  const settled = memory.filter(({ at }) => at > seconds / 2 && at < seconds);
  const half = Math.floor(settled.length / 2);
  const low = (some, key) => Math.min(...some.map((each) => each[key])) / MiB;
  const [before, after] = [low(settled.slice(0, half), 'heap'), low(settled.slice(half), 'heap')];
  const { commands, messages, pings } = session;
  const lost = commands.lost + messages.lost + (commands.sent - commands.confirmed) + commands.misrouted;
  const isFlat = after - before < 16;
  const rows = [
    ['sessions, kept for', `${session.clients.opened}, ${seconds} s each`],
    ['closed cleanly', `${session.clients.closedCleanly}`],
    ['heartbeats', `${messages.heartbeats}`],
    ['commands sent, acknowledged', `${commands.sent}, ${commands.confirmed}`],
    ['lost, misrouted, unacknowledged', `${lost}`],
    ['command round trip, measured by the server', trips(commands.roundTripMs)],
    ['pings, missing', `${pings.received}, ${pings.missing}`],
    ['ping error, measured by the client', trips(pings.errorMs)],
    [
      'heap of the server, lowest in the third and the last quarter',
      `${before.toFixed(1)} MiB, ${after.toFixed(1)} MiB`,
    ],
    ['resident memory of the server, most', `${(Math.max(...memory.map(({ rss }) => rss)) / MiB).toFixed(0)} MiB`],
    ['streams of the server in all', `${sessions.openedConnections}`],
    [
      'failed checks',
      checks
        .filter(({ status }) => status === 'failed')
        .map(({ rule }) => rule)
        .join(', ') || 'none',
    ],
    ['suspect', suspect.join('; ') || 'no'],
  ];
  for (const [name, value] of rows) console.log(`${name.padEnd(62)} ${value}`);
  console.log(summary.line);
  if (process.argv.includes('--write')) write(rows, tool);
  return lost === 0 && isFlat && session.clients.closedCleanly === clients ? 0 : 1;
}

function trips(summary) {
  if (summary === null) return 'not told';
  const { p50, p95, p99, max, count } = summary;
  const ms = (value) => (value === null ? 'n/a' : `${value.toFixed(2)} ms`);
  return `p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, max ${ms(max)}, n=${count}`;
}

function write(rows, { version }) {
  const command = `node bench/sessions.mjs --clients ${clients} --seconds ${seconds} --write`;
  const head = ['## Sessions', `${circumstances(command, version)} Server and client ran on the same machine.`];
  if (rows.some(([name, text]) => name === 'suspect' && text !== 'no')) head.push(DOUBT);
  writeSection('sessions', 'bench/sessions.mjs', [...head, table(['', ''], rows)]);
}
