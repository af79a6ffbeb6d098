// Plays a scripted cadence over loopback and compares what `stream` measured with what was sent.
// usage: node bench/calibration.mjs [--gross]
// Bounds: rate and median gap within 10 %, the freeze within 20 %, lost and repeated frames exactly 0.
// --gross allows a factor of 2, for machines that are busy with other things.
// Exit 0 within bounds, 1 outside, 75 when three runs in a row found their own side too slow to tell.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin/grpc-validate.js', import.meta.url));
const gross = process.argv.includes('--gross');
const FPS = 50;
const FRAMES = 200;
const STALL_MS = 600;

const server = spawn(
  process.execPath,
  [bin, 'serve', 'spectrogram', '--port', '0', '--fps', String(FPS), '--frames', String(FRAMES)].concat([
    '--sensors',
    '8',
    '--bins',
    '64',
    '--fault',
    `stall@100:${STALL_MS}ms`,
  ]),
  { stdio: ['ignore', 'pipe', 'inherit'] },
);

try {
  const [hello] = await once(server.stdout, 'data');
  const address = /127\.0\.0\.1:\d+/.exec(String(hello))?.[0];
  if (!address) throw new Error(`no address in ${JSON.stringify(String(hello))}`);
  process.exitCode = 75;
  for (let run = 1; run <= 3 && process.exitCode === 75; run += 1) {
    const result = await stream(address);
    process.exitCode = compare(result) ? 0 : result.suspect.length > 0 ? 75 : 1;
    if (process.exitCode === 75) console.log(`run ${run} is suspect: ${result.suspect.join('; ')}`);
  }
} finally {
  server.kill('SIGTERM');
}

async function stream(address) {
  const args = [bin, 'stream', address, '--job', '12-70788', '--json', '--quiet', '--slo', 'none'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  await once(child, 'close');
  return JSON.parse(text);
}

/** Prints each measure beside what was played; whether all are within bounds. */
function compare({ metrics, frames }) {
  const gap = 1000 / FPS;
  // The frames held back by the stall follow it in a burst, so that the whole keeps its cadence.
  const rows = [
    ['frames', frames.received, FRAMES, 0],
    ['lost', frames.lost, 0, 0],
    ['repeated', frames.repeated, 0, 0],
    ['fps', metrics.fps, FPS, 0.1],
    ['gap p50 ms', metrics.gapMs.p50, gap, 0.1],
    ['longest freeze ms', metrics.freezes.longestMs, STALL_MS, 0.2],
  ];
  let good = true;
  for (const [name, measured, played, bound] of rows) {
    const within = bound === 0 ? measured === played : isWithin(measured / played, bound);
    good &&= within;
    const shown = measured === null ? 'null' : Number(measured.toFixed(2));
    console.log(`${within ? 'ok ' : 'OFF'} ${name.padEnd(18)} measured ${shown}, played ${played}`);
  }
  return good;
}

function isWithin(ratio, bound) {
  return gross ? ratio > 0.5 && ratio < 2 : Math.abs(ratio - 1) <= bound;
}
