import { describe, expect, it } from 'vitest';
import type { FocusServer } from '../../../src/run/focus/focus-server.ts';
import { createFocusServer } from '../../../src/run/focus/focus-server.ts';
import type { Scripted } from '../../support/focus-server.ts';
import { freePort, scriptedServer } from '../../support/focus-server.ts';

const serverAt = (url: URL, signal: AbortSignal = new AbortController().signal, timeoutMs = 10_000): FocusServer =>
  createFocusServer({ url, headers: [], tls: {}, timeoutMs, signal });
const playing = async (scripts: Record<string, Scripted[]>): Promise<FocusServer> =>
  serverAt((await scriptedServer(scripts)).url);

describe('configure', () => {
  it('posts the request and gives the reply', async () => {
    const server = await playing({ 'POST /configure': [{ json: { job_id: '1' } }] });
    expect(await server.configure({})).toEqual({ ready: true, json: { job_id: '1' } });
  });

  it.each([404, 405])('takes %i for a server that is none', async (status) => {
    const server = await playing({ 'POST /configure': [{ status }] });
    await expect(server.configure({})).rejects.toMatchObject({ code: 'focus-nonsense' });
  });

  it('is refused in the words of the server', async () => {
    const server = await playing({ 'POST /configure': [{ status: 422, json: { detail: 'no such channel' } }] });
    await expect(server.configure({})).rejects.toMatchObject({
      code: 'job-refused',
      message: expect.stringContaining('/configure was refused: 422: no such channel') as string,
    });
  });
});

describe('metadata', () => {
  it('knows a job by its id, whatever is in it', async () => {
    const server = await playing({ 'GET /metadata/a%2Fb': [{ json: { status: '' } }] });
    expect(await server.metadata('a/b', false)).toMatchObject({ ready: true });
  });

  it('takes 404 for final where the job was looked up, and for early where it was made', async () => {
    const server = await playing({ 'GET /metadata/1': [{ status: 404, json: { detail: 'unknown job' } }] });
    await expect(server.metadata('1', false)).rejects.toMatchObject({
      code: 'job-not-found',
      exitCode: 4,
      message: 'job not found: 1 (404: unknown job)',
    });
    expect(await server.metadata('1', true)).toMatchObject({ ready: false, failure: { code: 'job-not-found' } });
  });

  it('takes 405 for nonsense', async () => {
    const server = await playing({ 'GET /metadata/1': [{ status: 405 }] });
    await expect(server.metadata('1', true)).rejects.toMatchObject({ code: 'focus-nonsense' });
  });
});

describe('a server that does not answer', () => {
  it('may be starting when it refuses or hangs up', async () => {
    const refused = serverAt(new URL(`http://127.0.0.1:${await freePort()}`));
    const waiting = { ready: false, failure: { code: 'focus-unreachable', exitCode: 3 } };
    expect(await refused.metadata('1', false)).toMatchObject(waiting);
    expect(await (await playing({ 'POST /configure': ['hang-up'] })).configure({})).toMatchObject(waiting);
  });

  it('is unreachable when it takes too long, and nonsense when it never ends', async () => {
    const silent = await scriptedServer({ 'GET /metadata/1': ['silent'] });
    await expect(serverAt(silent.url, undefined, 50).metadata('1', false)).rejects.toMatchObject({
      code: 'focus-unreachable',
      hint: expect.stringContaining('--connect-timeout') as string,
    });
    const endless = await playing({ 'GET /metadata/1': ['endless'] });
    await expect(endless.metadata('1', false)).rejects.toMatchObject({ code: 'focus-nonsense' });
  });
});

describe('liveMetadata', () => {
  it('is what it is', async () => {
    const server = await playing({ 'GET /live_metadata': [{ json: { prr: 1000 } }] });
    expect(await server.liveMetadata()).toEqual({ prr: 1000 });
  });

  it.each<Scripted>([{ status: 404 }, { status: 500 }, { text: '<html>' }, { json: [1] }, 'hang-up'])(
    'is unknown after %j',
    async (answer) => {
      const server = await playing({ 'GET /live_metadata': [answer] });
      expect(await server.liveMetadata()).toBeUndefined();
    },
  );

  it('passes an interruption on', async () => {
    const { url } = await scriptedServer({});
    await expect(serverAt(url, AbortSignal.abort('SIGINT')).liveMetadata()).rejects.toBe('SIGINT');
  });
});
