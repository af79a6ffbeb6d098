// N consecutive short runs of `stream` against one simulator; prints how many passed.
// usage: node bench/reliability.mjs [runs=100]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin/grpc-validate.js', import.meta.url));
const runs = Number(process.argv[2] ?? 100);

const server = spawn(process.execPath, [bin, 'serve', 'spectrogram', '--port', '0', '--fps', '100'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [hello] = await once(server.stdout, 'data');
const address = /127\.0\.0\.1:\d+/.exec(String(hello))?.[0];
if (!address) throw new Error(`no address in ${JSON.stringify(String(hello))}`);

let passed = 0;
const times = [];
try {
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    const args = [bin, 'stream', address, '--job', '12-70788', '--max-frames', '20', '-o', 'line', '--quiet'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let line = '';
    child.stdout.on('data', (chunk) => (line += chunk));
    const [code] = await once(child, 'close');
    times.push(performance.now() - started);
    if (code === 0) passed += 1;
    else console.log(`run ${run + 1}: exit ${code}: ${line.trim()}`);
  }
} finally {
  server.kill('SIGTERM');
}
times.sort((a, b) => a - b);
console.log(`${passed} of ${runs} runs passed; median ${Math.round(times[Math.floor(runs / 2)])} ms a run`);
process.exitCode = passed === runs ? 0 : 1;
