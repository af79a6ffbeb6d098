// What a stream costs as it grows: memory against its length, time against sensors and values, frames a second against workers.
// usage: node bench/streams/growth.mjs [--frames 1000000] [--scale 1] [--write]
// --write puts the figures into docs/performance.md. Exit 1 when memory grew by more than 20 MB.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { circumstances, table, writeSection } from '../page.mjs';
import { withServer } from './with-server.mjs';

const MOST_GROWTH = 20e6;
const SMALL = { sensors: 4, bins: 16 };
const SENSORS = [16, 64, 256, 1024].map((sensors) => ({ sensors, bins: 256 }));
const BINS = [64, 256, 1024, 4096].map((bins) => ({ sensors: 64, bins }));
const WORKERS = [1, 2];
const COST_HEAD = ['sensors x values', 'frames/s', 'us a frame', 'us a sensor', 'us a KB'];
const WORKER_HEAD = ['workers', 'streams', 'frames/s in all', 'own CPU, s'];
const path = (name) => fileURLToPath(new URL(name, import.meta.url));

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '1000000' },
    scale: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const [frames, scale] = [Number(values.frames), Number(values.scale)];
process.exitCode = await measure();

async function measure() {
  const memory = await memoryOf(frames);
  const growth = memory.at(-1).kept - memory[0].kept;
  const memoryRows = memory.map(({ frames: at, kept, rss }) => [at.toLocaleString('en'), mb(kept), mb(rss)]);
  show(['frames', 'heap and external, MB', 'resident, MB'], memoryRows);
  console.log(`grown by ${mb(growth)} MB, of ${mb(MOST_GROWTH)} allowed`);
  const sensorRows = await costs(SENSORS);
  show(COST_HEAD, sensorRows);
  const binRows = await costs(BINS);
  show(COST_HEAD, binRows);
  const workerRows = await scaling();
  show(WORKER_HEAD, workerRows);
  if (values.write) {
    const command = `node bench/streams/growth.mjs --frames ${frames} --scale ${scale} --write`;
    writeSection('growth', 'bench/streams/growth.mjs', [
      '## As streams grow',
      circumstances(command),
      'Memory after a collection, while one stream of small frames goes on:',
      table(['frames', 'heap and external, MB', 'resident, MB'], memoryRows),
      'Processor time of one frame against its sensors and the values of each; what it comes to for a sensor of 256 values, or a kilobyte, does not grow:',
      table(COST_HEAD, [...sensorRows, ...binRows]),
      'Frames of 66 KB in 4 streams, server and workers on the cores there are:',
      table(WORKER_HEAD, workerRows),
    ]);
  }
  return growth <= MOST_GROWTH ? 0 : 1;
}

/** Bytes kept at a hundredth, a tenth and all of the frames. */
async function memoryOf(count) {
  return withServer(SMALL, async (address) => {
    const moments = [count / 100, count / 10].map(String);
    const args = ['--expose-gc', path('memory-run.mjs'), address, String(count), ...moments];
    const { seen, received, line } = JSON.parse(await output(args));
    if (received !== count) throw new Error(`${received} of ${count} frames came: ${line}`);
    return seen.map(({ heapUsed, external, rss, ...more }) => ({ ...more, kept: heapUsed + external, rss }));
  });
}

async function costs(shapes) {
  const rows = [];
  for (const shape of shapes) {
    const bytes = shape.sensors * shape.bins * 4;
    const count = Math.round((scale * 1.5e9) / (bytes + 20_000));
    const { metrics, bench } = await withServer(shape, (address) => run(address, ['--frames', String(count)]));
    const us = (1000 * bench.process.cpuMs) / count;
    rows.push([
      `${shape.sensors} x ${shape.bins}`,
      Math.round(metrics.fps).toLocaleString('en'),
      us.toFixed(1),
      (us / shape.sensors).toFixed(3),
      ((1000 * us) / bytes).toFixed(2),
    ]);
  }
  return rows;
}

async function scaling() {
  const rows = [];
  for (const workers of WORKERS) {
    const options = ['--streams', '4', '--workers', String(workers), '--frames', String(Math.round(5000 * scale))];
    const { metrics, bench } = await withServer({ sensors: 64, bins: 256 }, (address) => run(address, options));
    rows.push([workers, 4, Math.round(metrics.fps).toLocaleString('en'), (bench.process.cpuMs / 1000).toFixed(1)]);
  }
  return rows;
}

async function run(address, options) {
  const bin = path('../../bin/grpc-validate.js');
  const result = JSON.parse(
    await output([bin, 'bench', address, '--job', '12-70788', '--json', '--slo', 'none', ...options]),
  );
  if (result.exitCode !== 0) throw new Error(result.summary.line);
  return result;
}

async function output(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  await once(child, 'close');
  return text;
}

function show(head, rows) {
  console.log(`\n${table(head, rows)}`);
}

function mb(bytes) {
  return (bytes / 1e6).toFixed(1);
}
