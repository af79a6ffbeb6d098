import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

export interface BlackHole {
  readonly port: number;
  close(): Promise<void>;
}

const LISTEN =
  "const s = require('node:net').createServer(); s.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port));";
const MOST = 16;
const WAIT_MS = 200;

/**
 * A port that answers nothing, as behind a firewall that drops: the process that listens is stopped, and its queue is
 * full. Null where the system takes connections all the same.
 */
export async function blackHole(): Promise<BlackHole | null> {
  const child = spawn(process.execPath, ['-e', LISTEN], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  child.kill('SIGSTOP');
  const queue: Socket[] = [];
  const close = async (): Promise<void> => {
    for (const socket of queue) socket.destroy();
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  while (queue.length < MOST) {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    queue.push(socket);
    if (!(await isTaken(socket))) return { port, close };
  }
  await close();
  return null;
}

function isTaken(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), WAIT_MS);
    for (const event of ['connect', 'error']) {
      socket.once(event, () => {
        clearTimeout(timer);
        resolve(true);
      });
    }
  });
}
