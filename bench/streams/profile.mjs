// Where the time of a bench goes, by rooms of the code: V8's sampling profile of a run against the server of the comparisons.
// usage: node bench/streams/profile.mjs [--scale 1] [--write]; --write puts the shares into docs/performance.md.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { circumstances, table, writeSection } from '../page.mjs';
import { SHAPES } from './frames.mjs';
import { withServer } from './with-server.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
/** What a script belongs to; the first that fits. */
const ROOMS = [
  ['kernel, HTTP/2 and other native code', /^$/],
  ['streams of Node', /^node:/],
  ['reading: src/wire', /dist\/wire\//],
  ['scanning: src/frame, src/schema', /dist\/(frame|schema)\//],
  ['summing values: WebAssembly', /^wasm:/],
  ['checks: src/check', /dist\/check\//],
  ['measures: src/measure, the histogram', /dist\/measure\/|hdr-histogram/],
  ['joining them: src/run', /dist\//],
  ['other', /./],
];
const GC = 'garbage collection';

const { values } = parseArgs({
  options: { scale: { type: 'string', default: '1' }, write: { type: 'boolean', default: false } },
});
const columns = [];
for (const shape of SHAPES) columns.push(await profile(shape));
const names = [...ROOMS.map(([name]) => name), GC];
const rows = names.map((name) => [name, ...columns.map((shares) => `${(100 * (shares.get(name) ?? 0)).toFixed(0)} %`)]);
const shown = table(['time in', ...SHAPES.map(({ name }) => name)], rows);
console.log(shown);
if (values.write) {
  writeSection('profile', 'bench/streams/profile.mjs', [
    '## Where the time of a frame goes',
    `${circumstances(`node bench/streams/profile.mjs --scale ${values.scale} --write`)} Samples of V8's profiler, start-up left out; to wait for data counts as native code.`,
    shown,
  ]);
}

/** Shares of the time by room. */
async function profile(shape) {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  try {
    return await withServer(shape, async (address) => {
      const count = String(Math.round(shape.frames * Number(values.scale)));
      const bench = ['bench', address, '--job', '12-70788', '--frames', count, '--slo', 'none', '-o', 'line'];
      const args = ['--cpu-prof', '--cpu-prof-dir', folder, path('../../bin/grpc-validate.js'), ...bench];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
      await once(child, 'close');
      return sharesOf(JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]), 'utf8')));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sharesOf({ nodes, samples, timeDeltas }) {
  const rooms = new Map(nodes.map(({ id, callFrame }) => [id, roomOf(callFrame)]));
  // Modules are loaded before the first values are summed.
  const first = samples.findIndex((id) => rooms.get(id) === 'summing values: WebAssembly');
  const shares = new Map();
  let total = 0;
  for (let n = Math.max(0, first); n < samples.length; n += 1) {
    const room = rooms.get(samples[n]);
    shares.set(room, (shares.get(room) ?? 0) + timeDeltas[n]);
    total += timeDeltas[n];
  }
  for (const [room, us] of shares) shares.set(room, us / total);
  return shares;
}

function roomOf({ functionName, url }) {
  if (functionName === '(garbage collector)') return GC;
  return ROOMS.find(([, pattern]) => pattern.test(url))[0];
}
