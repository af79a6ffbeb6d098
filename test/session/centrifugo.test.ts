import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { Failure } from '../../src/base/failure.ts';
import { centrifugoSender, publishUrl } from '../../src/session/centrifugo.ts';
import type { Manner } from '../support/centrifugo-stub.ts';
import { centrifugoStub } from '../support/centrifugo-stub.ts';
import { until } from '../support/until.ts';
import { WoundClock } from '../support/wound-clock.ts';

const PUBLICATION = { channel: 'grpc#a#event', data: '{"name":"x"}', idempotencyKey: 'k-1' };
const { signal } = new AbortController();

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function stubbed() {
  const stub = await centrifugoStub();
  stops.push(() => stub.stop());
  return stub;
}

describe('centrifugoSender', () => {
  it('posts channel, data and key as the HTTP API has it', async () => {
    const stub = await stubbed();
    const send = centrifugoSender({ url: `${stub.url}/base/`, apiKey: 'secret' }, systemClock);
    expect(await send(PUBLICATION, signal)).toEqual({ outcome: 'success', reason: '' });
    expect(stub.got).toHaveLength(1);
    expect(stub.got[0]?.path).toBe('/base/api/publish');
    expect(stub.got[0]?.headers).toMatchObject({
      'x-api-key': 'secret',
      'x-centrifugo-error-mode': 'transport',
      'content-type': 'application/json',
    });
    expect(stub.got[0]?.body).toEqual({ channel: 'grpc#a#event', data: { name: 'x' }, idempotency_key: 'k-1' });
  });

  it('sends no key where there is none', async () => {
    const stub = await stubbed();
    await centrifugoSender({ url: stub.url }, systemClock)(PUBLICATION, signal);
    expect(stub.got[0]?.headers).not.toHaveProperty('x-api-key');
  });

  it.each<[Manner, string, string]>([
    ['internal', 'fault', 'HTTP 500 100 internal server error'],
    ['unavailable', 'fault', 'HTTP 503'],
    ['legacy-internal', 'fault', 'HTTP 200 100 internal server error'],
    ['wrong-key', 'ours', 'HTTP 401'],
    ['unknown-channel', 'ours', 'HTTP 404 102 unknown channel'],
    ['bad-request', 'ours', 'HTTP 400 107 bad request'],
    ['legacy-unknown', 'ours', 'HTTP 200 102 unknown channel'],
  ])('takes %s for %s', async (manner, outcome, reason) => {
    const stub = await stubbed();
    stub.manner = manner;
    expect(await centrifugoSender({ url: stub.url }, systemClock)(PUBLICATION, signal)).toEqual({ outcome, reason });
  });

  it('takes a server that is not there for a fault', async () => {
    const stub = await centrifugoStub();
    await stub.stop();
    expect(await centrifugoSender({ url: stub.url }, systemClock)(PUBLICATION, signal)).toEqual({
      outcome: 'fault',
      reason: 'ECONNREFUSED',
    });
  });

  it('takes a server that does not answer in time for a fault, and lets go of it', async () => {
    const stub = await stubbed();
    stub.manner = 'hang';
    const clock = new WoundClock();
    const sent = centrifugoSender({ url: stub.url, timeoutMs: 700 }, clock)(PUBLICATION, signal);
    await until(() => stub.hanging() === 1);
    await clock.wind(699);
    expect(stub.hanging()).toBe(1);
    await clock.wind(1);
    expect(await sent).toEqual({ outcome: 'fault', reason: 'no answer within 700 ms' });
    await until(() => stub.hanging() === 0);
    expect(clock.sleepers).toBe(0);
  });

  it('waits 5 s unless told otherwise, and gives up at once when it is called off', async () => {
    const stub = await stubbed();
    stub.manner = 'hang';
    const clock = new WoundClock();
    const off = new AbortController();
    const sent = centrifugoSender({ url: stub.url }, clock)(PUBLICATION, off.signal);
    await until(() => stub.hanging() === 1);
    await clock.wind(4999);
    off.abort();
    expect((await sent).outcome).toBe('fault');
    expect(clock.sleepers).toBe(0);
    expect((await centrifugoSender({ url: stub.url }, clock)(PUBLICATION, off.signal)).outcome).toBe('fault');
  });
});

describe('publishUrl', () => {
  it.each([
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8000/api/publish'],
    ['https://push.example/a/b//', 'https://push.example/a/b/api/publish'],
  ])('%s -> %s', (base, url) => expect(publishUrl(base)).toBe(url));

  it.each(['push.example:8000', 'ftp://push.example', 'http://', 'http://a/?x=1', 'http://a/#x', ''])(
    'refuses %j',
    (base) => expect(() => publishUrl(base)).toThrow(Failure),
  );

  it('does not repeat credentials', () => {
    expect(() => publishUrl('http://me:secret@push.example')).toThrow(/^(?!.*secret).*no URL/);
  });
});
