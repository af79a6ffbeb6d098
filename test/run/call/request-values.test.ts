import { describe, expect, it } from 'vitest';
import type { RequestValues } from '../../../src/run/call/request-values.ts';
import { requestsOf } from '../../../src/run/call/request-values.ts';
import { decodeJson } from '../../../src/schema/codec.ts';
import { PROBE, probeMessage } from '../../support/probe.ts';

const item = probeMessage('Item');

async function sent(values: RequestValues, streaming = true): Promise<unknown[]> {
  const requests = await requestsOf(item, PROBE, streaming, values);
  const all: unknown[] = [];
  for await (const bytes of requests.messages(new AbortController().signal)) all.push(decodeJson(item, bytes));
  return all;
}

describe('requestsOf', () => {
  it('takes values of any iterable, bigint among them', async () => {
    async function* later() {
      yield await Promise.resolve({ number: 9_007_199_254_740_993n });
      yield { text: 'x' };
    }
    expect(await sent([{ number: '1' }])).toEqual([{ number: '1' }]);
    expect(await sent(later())).toEqual([{ number: '9007199254740993' }, { text: 'x' }]);
  });

  it('takes no value before it is wanted', async () => {
    const taken: number[] = [];
    function* values() {
      for (let i = 0; ; i += 1) {
        taken.push(i);
        yield { number: i };
      }
    }
    const requests = await requestsOf(item, PROBE, true, values());
    expect(taken).toEqual([]);
    for await (const bytes of requests.messages(new AbortController().signal)) if (bytes.length > 0) break;
    expect(taken).toEqual([0, 1]);
  });

  it('takes one where the method takes one', async () => {
    expect(await sent([{ number: '1' }], false)).toEqual([{ number: '1' }]);
    await expect(sent([], false)).rejects.toThrow('the method takes one request, and there is none');
    await expect(sent([{}, {}], false)).rejects.toThrow('and there are several');
  });

  it('names the message and the place that do not fit', async () => {
    await expect(sent([{}, { parts: [{ nmber: 1 }] }])).rejects.toThrow('requests, message 1: $.parts[0].nmber');
  });

  it('says whose fault it is when the program fails', async () => {
    function* failing() {
      yield {};
      throw new Error('no more');
    }
    await expect(sent(failing())).rejects.toMatchObject({
      code: 'usage',
      message: 'the program that makes the requests failed: no more',
    });
  });

  it('lets go of a program that waits for something when no more is to be sent', async () => {
    async function* waiting() {
      yield {};
      await new Promise<never>(() => {});
    }
    const stop = new AbortController();
    const requests = await requestsOf(item, PROBE, true, waiting());
    let count = 0;
    for await (const bytes of requests.messages(stop.signal)) {
      count += 1 + bytes.length;
      setImmediate(() => stop.abort());
    }
    expect(count).toBe(1);
  });
});
