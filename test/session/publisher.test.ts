import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from '../../src/session/breaker.ts';
import type { Publication, SendResult } from '../../src/session/publisher.ts';
import { Publisher } from '../../src/session/publisher.ts';
import { WoundClock, settled } from '../support/wound-clock.ts';

const OK: SendResult = { outcome: 'success', reason: '' };
const FAULT: SendResult = { outcome: 'fault', reason: 'HTTP 500' };

function rig(answer: (n: number) => SendResult | Promise<SendResult>, queueSize?: number, withBreaker = true) {
  const clock = new WoundClock();
  const breaker = withBreaker ? new CircuitBreaker({ threshold: 5, timeoutMs: 60_000, clock }) : null;
  const sent: Publication[] = [];
  const publisher = new Publisher({
    prefix: 'grpc',
    send: async (publication) => {
      sent.push(publication);
      return await answer(sent.length);
    },
    breaker,
    clock,
    ...(queueSize === undefined ? {} : { queueSize }),
  });
  const publish = (clientId: string, data: unknown = {}): void => publisher.publish({ clientId, field: 'event', data });
  return { clock, sent, publisher, publish };
}

describe('Publisher', () => {
  it('names the channel and gives every publication a key of its own', async () => {
    const { sent, publish, publisher } = rig(() => OK);
    publish('a', { x: 1 });
    publish('b', [2]);
    await settled();
    expect(sent.map(({ channel, data }) => `${channel} ${data}`)).toEqual(['grpc#a#event {"x":1}', 'grpc#b#event [2]']);
    expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
    expect(publisher.statistics()).toMatchObject({ published: 2, failed: 0, queued: 0, lastError: null });
  });

  it('keeps the order of each client, one on its way at a time', async () => {
    const open: (() => void)[] = [];
    const { sent, publish } = rig(() => new Promise((resolve) => open.push(() => resolve(OK))));
    for (let i = 0; i < 3; i += 1) publish('a', i);
    publish('b', 'other');
    await settled();
    expect(sent.map(({ data }) => data)).toEqual(['0', '"other"']);
    for (const finish of open) {
      finish();
      await settled();
    }
    expect(sent.map(({ data }) => data)).toEqual(['0', '"other"', '1', '2']);
  });

  it('drops what finds the queue full, and counts it', async () => {
    const { publish, publisher, sent } = rig(() => new Promise(() => {}), 10);
    for (let i = 0; i < 15; i += 1) publish('a', i);
    await settled();
    expect(sent).toHaveLength(1);
    expect(publisher.statistics()).toMatchObject({ queued: 10, dropped: 4 });
  });

  it('bounds the memory of what waits, too', () => {
    const { publish, publisher } = rig(() => new Promise(() => {}));
    for (let i = 0; i < 30; i += 1) publish('a', 'x'.repeat(1024 ** 2));
    expect(publisher.statistics()).toMatchObject({ queued: 15, dropped: 14 });
  });

  it('tries once more with the same key when the server failed', async () => {
    const { clock, sent, publish, publisher } = rig((n) => (n === 1 ? FAULT : OK));
    publish('a');
    await clock.wind(100);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    expect(publisher.statistics()).toMatchObject({ published: 1, failed: 0, retried: 1 });
  });

  it('does not try again what the server refused', async () => {
    const { clock, sent, publish, publisher } = rig(() => ({ outcome: 'ours', reason: 'HTTP 401' }));
    for (let i = 0; i < 10; i += 1) publish('a');
    await clock.wind(1000);
    expect(sent).toHaveLength(10);
    expect(publisher.statistics()).toMatchObject({ refused: 10, failed: 0, retried: 0, lastError: 'HTTP 401' });
    expect(publisher.statistics().breaker?.state).toBe('closed');
  });

  it('stops asking after five failures, and takes up again with one trial after another', async () => {
    let isUp = false;
    const { clock, sent, publish, publisher } = rig(() => (isUp ? OK : FAULT));
    for (let i = 0; i < 8; i += 1) publish('a', i);
    await clock.wind(1000);
    expect(publisher.statistics()).toMatchObject({ failed: 5, rejected: 3, queued: 0 });
    expect(publisher.statistics().breaker).toMatchObject({ state: 'open', opened: 1 });
    publish('a');
    expect(publisher.statistics().rejected).toBe(4);
    expect(sent).toHaveLength(10);

    await clock.wind(60_000);
    publish('a');
    await settled();
    expect(sent).toHaveLength(11);
    expect(publisher.statistics().breaker).toMatchObject({ state: 'open', opened: 2 });

    await clock.wind(60_000);
    isUp = true;
    for (const id of ['a', 'b', 'c']) publish(id);
    await settled();
    expect(sent).toHaveLength(12);
    expect(publisher.statistics().breaker).toMatchObject({ state: 'half_open', successes: 1 });
    publish('a');
    await settled();
    expect(publisher.statistics().breaker).toMatchObject({ state: 'closed' });
  });

  it('asks every time without a breaker', async () => {
    const { clock, sent, publish, publisher } = rig(() => FAULT, 100, false);
    for (let i = 0; i < 20; i += 1) publish('a');
    await clock.wind(10_000);
    expect(sent).toHaveLength(40);
    expect(publisher.statistics()).toMatchObject({ failed: 20, breaker: null });
  });

  it('throws for what JSON cannot tell, and publishes the rest', async () => {
    const { publish, publisher } = rig(() => OK);
    expect(() => publish('a', { n: 1n })).toThrow(TypeError);
    publish('a');
    await settled();
    expect(publisher.statistics()).toMatchObject({ published: 1 });
  });

  it('lets what waits go out when it is closed, for a second at most', async () => {
    const quick = rig(() => OK);
    quick.publish('a');
    await quick.publisher.close();
    expect(quick.publisher.statistics().published).toBe(1);
    quick.publish('a');
    expect(quick.publisher.statistics().dropped).toBe(1);

    const open: (() => void)[] = [];
    const slow = rig(() => new Promise((resolve) => open.push(() => resolve(OK))));
    slow.publish('a', 1);
    slow.publish('a', 2);
    const closed = slow.publisher.close();
    await slow.clock.wind(1000);
    await closed;
    open[0]?.();
    await settled();
    expect(slow.sent).toHaveLength(1);
    expect(slow.publisher.statistics()).toMatchObject({ published: 1, dropped: 1, queued: 0 });
  });
});
