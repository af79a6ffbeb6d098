import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AttemptLimit } from '../../src/wire/attempt-limit.ts';
import { connect } from '../../src/wire/connect.ts';
import type { UnixTarget } from '../../src/wire/target.ts';
import { parseTarget } from '../../src/wire/target.ts';
import { connectUnix } from '../../src/wire/unix.ts';
import { HandClock } from '../support/hand-clock.ts';
import { connectOptions } from '../support/wire-client.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unix-'));
});

afterAll(() => rm(folder, { recursive: true }));

const target = (path: string): UnixTarget => parseTarget(`unix:${path}`) as UnixTarget;
const limit = (): AttemptLimit => new AttemptLimit(5000, undefined);

describe('a unix socket', () => {
  it('is connected to while a server listens, and refused when it is gone', async () => {
    const path = join(folder, 's');
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const socket = await connectUnix(target(path), limit());
    socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    await expect(connectUnix(target(path), limit())).rejects.toMatchObject({ why: 'unix-missing' });
  });

  it('that a server left behind is refused, which may mend', async () => {
    const [path, left] = [join(folder, 'a'), join(folder, 'left')];
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    await rename(path, left);
    await new Promise((resolve) => server.close(resolve));
    const connecting = connect(connectOptions(`unix:${left}`));
    await expect(connecting).rejects.toMatchObject({
      code: 'tcp-refused',
      hint: expect.stringMatching(/^nothing listens on the socket/) as string,
    });
  });

  it('that is a plain file or a folder is missing, which no further attempt mends', async () => {
    const file = join(folder, 'f');
    await writeFile(file, '');
    await expect(connectUnix(target(folder), limit())).rejects.toMatchObject({
      why: 'unix-missing',
      message: `unix:${folder} is a folder`,
    });
    const clock = new HandClock();
    const connecting = connect(connectOptions(`unix:${file}`, { retries: 3, clock }));
    await expect(connecting).rejects.toMatchObject({
      code: 'unix-missing',
      message: `unix:${file} is no socket`,
      hint: expect.not.stringContaining('port') as string,
    });
    expect(clock.slept).toEqual([]);
  });
});
