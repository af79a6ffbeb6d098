import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('server.mjs', import.meta.url));

/** The server of frames of a shape for as long as `use`, which gets its address, takes; `start` makes the command one of `spawn`. */
export async function withServer({ sensors, bins }, use, start = ([program, ...args]) => [program, args]) {
  const sizes = ['--sensors', String(sensors), '--bins', String(bins)];
  const [program, args] = start([process.execPath, SERVER, ...sizes]);
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [port] = await once(server.stdout, 'data');
    return await use(`127.0.0.1:${String(port).trim()}`);
  } finally {
    server.kill();
  }
}
