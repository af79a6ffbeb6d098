// Small messages a second through `call` with two rules, the server in another process; and what it takes of memory.
// usage: node bench/call-throughput.mjs [messages=1000000] [--rules 0|1|2] [--print] [--cpu-prof]
// Exit 0 from 100 000 messages a second of processor time on, start-up included, in flat memory; else 1.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WANTED = 100_000;
/** What resident memory may grow by from the middle of the run to its end. */
const GROWTH = 32 * 1024 ** 2;
const PROTO = `syntax = "proto3"; package bench.v1;
message Ask { int64 count = 1; }
message Tick { int64 seq = 1; double value = 2; }
service Feed { rpc Watch(Ask) returns (stream Tick); }`;
const RULES = ['rising: message.seq == previous.seq + 1', 'positive: message.value > 0.0'];
const bin = fileURLToPath(new URL('../bin/grpc-validate.js', import.meta.url));

if (process.argv[2] === 'serve') serve(Number(process.argv[3]));
else await measure();

/** A gRPC server of one method, as fast as node:http2 writes: bytes laid out by hand, many messages a chunk. */
function serve(count) {
  const server = createServer();
  server.on('session', (session) => session.setLocalWindowSize(2 ** 24));
  server.on('stream', (stream) => {
    stream.on('error', () => {});
    stream.resume();
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    let seq = 0;
    const more = () => {
      while (seq < count) {
        const { chunk, last } = ticks(seq, count);
        seq = last;
        if (!stream.write(chunk)) return void stream.once('drain', more);
      }
      stream.end();
    };
    more();
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

/** Messages after `from` as they go over the wire, 16 KiB at a time. */
function ticks(from, count) {
  const chunk = Buffer.allocUnsafe(16 * 1024);
  let at = 0;
  let seq = from;
  while (seq < count && at < chunk.length - 32) {
    seq += 1;
    const begin = at + 5;
    let end = begin;
    chunk[end++] = 0x08;
    let rest = seq;
    for (; rest > 127; rest = Math.floor(rest / 128)) chunk[end++] = (rest % 128) | 128;
    chunk[end++] = rest;
    chunk[end++] = 0x11;
    end = chunk.writeDoubleLE(seq / 2, end);
    chunk[at] = 0;
    chunk.writeUInt32BE(end - begin, at + 1);
    at = end;
  }
  return { chunk: chunk.subarray(0, at), last: seq };
}

async function measure() {
  const flags = process.argv.slice(2);
  const count = Number(flags.find((flag) => /^\d+$/.test(flag)) ?? 1_000_000);
  const rules = flags.includes('--rules') ? Number(flags[flags.indexOf('--rules') + 1]) : RULES.length;
  const folder = mkdtempSync(join(tmpdir(), 'call-throughput-'));
  const proto = join(folder, 'feed.proto');
  writeFileSync(proto, PROTO);
  const server = fork(fileURLToPath(import.meta.url), ['serve', String(count)]);
  try {
    const [port] = await once(server, 'message');
    const args = ['call', `127.0.0.1:${port}`, 'bench.v1.Feed/Watch', '--proto', proto, '--json'];
    for (const rule of RULES.slice(0, rules)) args.push('--rule', rule);
    if (flags.includes('--print')) args.push('--print');
    const node = flags.includes('--cpu-prof') ? ['--cpu-prof', '--cpu-prof-dir', '/tmp/call-prof'] : [];
    const { result, memory, cpuSeconds } = await run([...node, bin, ...args], flags.includes('--print'));
    report(result, rules, memory, cpuSeconds);
  } finally {
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true });
  }
}

/** Runs it; resident memory is looked at ten times a second where /proc tells it. */
async function run(args, printing) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', printing ? 'pipe' : 'inherit'] });
  const memory = [];
  let cpuSeconds = null;
  const timer = setInterval(() => {
    try {
      memory.push(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) * 1024);
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      cpuSeconds = (Number(stat[11]) + Number(stat[12])) / 100;
    } catch {
      // Not Linux, or just gone.
    }
  }, 100);
  let text = '';
  if (printing) child.stdout.resume();
  (printing ? child.stderr : child.stdout).on('data', (chunk) => (text += chunk));
  await once(child, 'close');
  clearInterval(timer);
  return { result: JSON.parse(text), memory, cpuSeconds };
}

function report(result, rules, memory, cpuSeconds) {
  const { fps, overhead } = result.metrics;
  const MiB = (bytes) => `${(bytes / 1024 ** 2).toFixed(0)} MiB`;
  console.log(`${result.outcome}: ${result.frames.received} messages, ${rules} rules, ${Math.round(fps)} messages/s`);
  for (const { rule, examined, violations } of result.checks.filter(({ family }) => family === 'rule')) {
    console.log(`${rule}: ${examined} examined, ${violations} violations`);
  }
  console.log(`verifying, decoding and judging took ${overhead.validationMeanUs.toFixed(2)} us a message`);
  const perCpuSecond = cpuSeconds === null ? fps : result.frames.received / cpuSeconds;
  if (cpuSeconds !== null) {
    console.log(
      `${cpuSeconds.toFixed(1)} s of processor time, start-up included: ${Math.round(perCpuSecond)} messages/s of it`,
    );
  }
  const half = memory.slice(Math.floor(memory.length / 2));
  const growth = half.length > 1 ? half.at(-1) - half[0] : 0;
  if (half.length > 1) {
    console.log(
      `resident memory ${MiB(half[0])} half way, ${MiB(half.at(-1))} at the end, at most ${MiB(Math.max(...memory))}`,
    );
  }
  process.exitCode = result.outcome === 'passed' && perCpuSecond >= WANTED && growth < GROWTH ? 0 : 1;
}
