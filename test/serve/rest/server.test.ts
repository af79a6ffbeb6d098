import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startRestServer } from '../../../src/serve/rest/server.ts';
import type { RestServerOptions, RunningRestServer } from '../../../src/serve/rest/server.ts';
import { restManners } from '../../../src/serve/rest/options.ts';
import { CONFIGURE, desk } from '../../support/serve-rest.ts';
import { oldClients } from '../../support/tls-floor.ts';
import { certificate } from '../../support/wire-certs.ts';

const open: RunningRestServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(faults = '', options: Partial<RestServerOptions> = {}): Promise<RunningRestServer> {
  const manners = restManners({ faults });
  const server = await startRestServer(desk({}, { faults }).facade, {
    host: '127.0.0.1',
    port: 0,
    manners,
    ...options,
  });
  open.push(server);
  return server;
}

describe('startRestServer', () => {
  it('serves the facade over HTTP', async () => {
    const { address } = await serve();
    const made = await fetch(`http://${address}/configure?x=1`, { method: 'POST', body: JSON.stringify(CONFIGURE) });
    expect([made.status, made.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await made.json()).toMatchObject({ job_id: '12-70789' });
    const bad = await fetch(`http://${address}/configure`, { method: 'POST', body: '[]' });
    expect([bad.status, await bad.json()]).toEqual([400, { detail: 'the body is no object' }]);
    const nothing = await fetch(`http://${address}/metadata/none`);
    expect([nothing.status, await nothing.json()]).toEqual([404, { detail: 'job not found: none' }]);
  });

  it('sends no body at all for an empty answer', async () => {
    const { address } = await serve('never-ready');
    await fetch(`http://${address}/configure`, { method: 'POST', body: JSON.stringify(CONFIGURE) });
    const empty = await fetch(`http://${address}/metadata/12-70789`);
    expect([empty.status, await empty.text()]).toEqual([200, '']);
    expect(await (await fetch(`http://${address}/metadata/12-70789`)).text()).toBe('{}');
  });

  it.each([
    ['nonsense', 200, /^<!DOCTYPE html>/],
    ['error-500', 500, /^{"detail":"internal server error"}$/],
    ['truncated', 200, /^{"lowest_channel":[^}]*$/],
  ])('with the fault %s answers %d', async (fault, status, text) => {
    const { address } = await serve(fault);
    const answer = await fetch(`http://${address}/channels`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(text);
  });

  it('never answers when it is silent, and closes all the same', async () => {
    const server = await serve('silent');
    const asked = fetch(`http://${server.address}/channels`).then(
      () => 'answered',
      () => 'cut off',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([server.close(), server.close()]);
    expect(await asked).toBe('cut off');
  });

  it('refuses a body that is too large, and survives a caller that goes away', async () => {
    const { address } = await serve();
    const large = await fetch(`http://${address}/ack`, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) });
    expect(large.status).toBe(413);
    const socket = connect(Number(address.split(':').at(-1)), '127.0.0.1');
    socket.write('POST /ack HTTP/1.1\r\nhost: h\r\ncontent-length: 10\r\n\r\nx');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await fetch(`http://${address}/ack`)).status).toBe(200);
  });

  it('hides what a bug of its own says', async () => {
    const { facade } = desk();
    facade.answer = () => {
      throw new Error('secret');
    };
    const server = await startRestServer(facade, { host: '127.0.0.1', port: 0, manners: restManners({}) });
    open.push(server);
    const answer = await fetch(`http://${server.address}/ack`);
    expect([answer.status, await answer.text()]).toEqual([500, '{"detail":"internal server error"}']);
  });

  it('speaks TLS, and asks for a client certificate when it has an authority', async () => {
    const { cert, key } = await certificate();
    const plain = await serve('', { tls: { cert, key } });
    const mutual = await serve('', { tls: { cert, key, clientCa: cert } });
    const ask = (address: string, more: object = {}): Promise<number> =>
      new Promise((resolve) => {
        const [host = '', port] = address.split(':');
        const options = {
          host,
          port,
          path: '/channels',
          ca: cert,
          servername: 'localhost',
          checkServerIdentity: () => undefined,
        };
        const request = httpsRequest({ ...options, ...more }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        request.on('error', () => resolve(-1));
        request.end();
      });
    expect(await ask(plain.address)).toBe(200);
    expect(await ask(mutual.address)).toBe(-1);
    expect(await ask(mutual.address, { cert, key })).toBe(200);
    expect(await oldClients(plain.address)).toEqual(['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'TLSv1.2']);
  });

  it('says that its port is taken and what to try; an IPv6 host stands in brackets', async () => {
    const server = await serve();
    const port = Number(server.address.split(':').at(-1));
    await expect(serve('', { port })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(/^cannot listen on 127\.0\.0\.1:\d+: listen EADDRINUSE/) as string,
      hint: 'choose another --rest-port, or 0 for a free one',
    });
    expect((await serve('', { host: '[::1]' })).address).toMatch(/^\[::1\]:\d+$/);
  });
});
