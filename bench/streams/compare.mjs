// Frames a second of clients that decode the same frames and make the same checks, alternating, client and server on a core each.
// usage: node bench/streams/compare.mjs [--pairs 5] [--scale 1] [--shape '66 KB']... [--write]
// --scale makes the runs shorter or longer; --write puts the figures into docs/performance.md. Exit 1 when a client found fault.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { median, pinned, pins } from '../machine.mjs';
import { circumstances, table, writeSection } from '../page.mjs';
import { CLIENTS } from './clients.mjs';
import { SHAPES } from './frames.mjs';
import { withServer } from './with-server.mjs';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '5' },
    scale: { type: 'string', default: '1' },
    shape: { type: 'string', multiple: true, default: SHAPES.map(({ name }) => name) },
    write: { type: 'boolean', default: false },
  },
});
const [pairs, scale] = [Number(values.pairs), Number(values.scale)];
process.exitCode = await compare();

async function compare() {
  const notes = [];
  const clients = CLIENTS.filter(({ name, missing }) => {
    const why = missing();
    if (why !== null) notes.push(`${name} was left out: ${why}.`);
    return why === null;
  });
  for (const note of notes) console.log(note);
  const rows = [];
  let faults = 0;
  for (const shape of SHAPES.filter(({ name }) => values.shape.includes(name))) {
    const runs = await measure(shape, clients);
    faults += runs.flatMap(({ told }) => told).reduce((sum, { violations }) => sum + violations, 0);
    const ours = runs[0];
    for (const { client, told } of runs) {
      const row = [
        `${shape.name}, ${client.name}`,
        Math.round(median(told.map(fps))).toLocaleString('en'),
        `${Math.round(median(told.map(fps)) * shape.sensors * shape.bins * 4e-6)}`,
        (1e6 * median(told.map(({ cpuSeconds, frames }) => cpuSeconds / frames))).toFixed(1),
        client === ours.client ? '' : median(told.map((each, n) => fps(ours.told[n]) / fps(each))).toFixed(2),
      ];
      rows.push(row);
      console.log(row.join(' | '));
    }
  }
  if (values.write) write(rows, notes);
  return faults === 0 ? 0 : 1;
}

/** Each client in turn, so often as there are pairs; what it told each time. */
function measure(shape, clients) {
  return withServer(
    shape,
    async (address) => {
      const runs = clients.map((client) => ({ client, told: [] }));
      for (let pair = 0; pair < pairs; pair += 1) {
        for (const { client, told } of runs) {
          const frames = Math.max(20, Math.round(shape.frames * scale * client.share));
          told.push(await runClient(client, address, frames));
        }
      }
      return runs;
    },
    (command) => pinned(0, command),
  );
}

async function runClient(client, address, frames) {
  const child = spawn(...pinned(1, client.args(address, frames)), { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  await once(child, 'close');
  const told = client.read(JSON.parse(text));
  if (told.frames !== frames)
    throw new Error(`${client.name} had ${told.frames} of ${frames} frames: ${told.line ?? ''}`);
  return told;
}

function fps({ frames, seconds }) {
  return (frames - 1) / seconds;
}

function write(rows, notes) {
  const command = `node bench/streams/compare.mjs --pairs ${pairs} --scale ${scale} --write`;
  const where = pins ? 'client and server on a core each' : 'client and server on any core';
  writeSection('clients', 'bench/streams/compare.mjs', [
    '## Clients that check the same frames',
    `${circumstances(command)} Medians of ${pairs} runs in turn, ${where}, all default checks on; the ratio is the median of the runs' own.`,
    table(['frame, client', 'frames/s', 'MB/s', 'CPU us a frame', 'ours / theirs'], rows),
    ...notes,
  ]);
}
