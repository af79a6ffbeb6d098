import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type { CallStream, CallStreamOptions, ReceivedMessage, RunResult } from '../../src/index.ts';
import { callStream, Failure, StreamError } from '../../src/index.ts';
import type { RunningServer } from '../../src/serve/grpc-server.ts';
import { PROBE_PROTO, startProbe } from '../support/probe.ts';
import { expectValid } from '../support/schema.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startProbe({ reflection: true });
});
afterAll(() => server.close());

const called = (method: string, options: CallStreamOptions = {}): CallStream =>
  callStream(server.address, `probe.v1.Probe/${method}`, options);

async function numbers(call: CallStream): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const { message } of call) all.push(message['number']);
  return all;
}

describe('callStream', () => {
  it('gives the messages as they come and the document at the end', async () => {
    const call = called('Count', {
      data: '{"count":3,"intervalMs":5}',
      rule: ['rising: message.number > previous.number'],
    });
    const seen: ReceivedMessage[] = [];
    for await (const received of call) seen.push(received);
    expect(seen.map(({ index, message }) => [index, message['number'], message['value']])).toEqual([
      [0, 1n, 1],
      [1, 2n, 2],
      [2, 3n, 3],
    ]);
    expect(seen[0]?.gapMs).toBeNull();
    expect(seen[1]?.gapMs).toBe((seen[1]?.arrival ?? 0) - (seen[0]?.arrival ?? 0));
    expect(seen[2]?.json()).toEqual({ number: '3', value: 3 });
    const result = await call.result();
    expectValid(result);
    expect(result).toMatchObject({ outcome: 'passed', frames: { received: 3 } });
    expect(result.checks.at(-1)).toMatchObject({ rule: 'rule.rising', status: 'passed', examined: 2 });
  });

  it('takes requests from the program while answers come', async () => {
    const answered: string[] = [];
    let answer = (): void => {};
    async function* requests() {
      yield { text: 'first' };
      await new Promise<void>((resolve) => (answer = resolve));
      yield { text: `after ${answered.length}` };
    }
    for await (const { message } of called('Chat', { requests: requests(), proto: PROBE_PROTO })) {
      answered.push(String(message['text']));
      answer();
    }
    expect(answered).toEqual(['first', 'after 1']);
  });

  it('is over when the server says so, whatever the program still waits for', async () => {
    async function* requests() {
      yield { text: 'a' };
      await new Promise<never>(() => {});
    }
    const call = called('Chat', { requests: requests(), timeout: '500ms' });
    await expect(numbers(call)).rejects.toMatchObject({ status: { name: 'DEADLINE_EXCEEDED' } });
    expect(await call.result()).toMatchObject({ exitCode: 4, frames: { received: 1 } });
  });

  it('gives messages that may be kept, bytes and all', async () => {
    const payloads = Array.from({ length: 50 }, (_, i) => Buffer.alloc(20, i).toString('base64'));
    const kept: ReceivedMessage[] = [];
    const call = called('Chat', { requests: payloads.map((payload) => ({ payload })) });
    for await (const received of call) kept.push(received);
    expect(kept.map(({ message }) => Buffer.from(message['payload'] as Uint8Array).toString('base64'))).toEqual(
      payloads,
    );
  });

  it('judges what nobody iterates over', async () => {
    const result = await called('Count', { data: '{"count":500}' }).result();
    expect(result).toMatchObject({ outcome: 'passed', frames: { received: 500 } });
  });

  it('holds the server back for a consumer that is behind, and loses nothing', async () => {
    const all: unknown[] = [];
    for await (const { index } of called('Count', { data: '{"count":200}' })) {
      if (index % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      all.push(index);
    }
    expect(all).toEqual(Array.from({ length: 200 }, (_, i) => i));
  });

  it('ends the call when the loop is left, which is no error', async () => {
    const call = called('Count', { data: '{"count":0,"intervalMs":2}' });
    for await (const { index } of call) if (index === 4) break;
    expect(await call.result()).toMatchObject({ outcome: 'passed', endReason: 'unread', exitCode: 0 });
  });

  it('throws what broke the call after every message that came, and keeps it in the result', async () => {
    const call = called('Count', { data: '{"count":2,"status":15}' });
    const all: unknown[] = [];
    const iterate = async (): Promise<void> => {
      for await (const { index } of call) all.push(index);
    };
    const broken = (await iterate().catch((thrown: unknown) => thrown)) as StreamError;
    expect(broken).toBeInstanceOf(StreamError);
    expect(broken.status).toMatchObject({ name: 'DATA_LOSS', message: 'as the script says' });
    expect(all).toEqual([0, 1]);
    expect(await call.result()).toMatchObject({ outcome: 'broken', exitCode: 4 });
  });

  it('does not throw for checks that failed', async () => {
    const call = called('Count', { data: '{"count":3,"badAt":2}' });
    expect(await numbers(call)).toEqual([1n, 3n]);
    expect(await call.result()).toMatchObject({ outcome: 'failed', frames: { bad: 1 } });
  });

  it('throws at once for options that cannot be meant, and later for what only the schema tells', async () => {
    const wrong = (options: object) => (): unknown => called('Count', options);
    expect(wrong({ maxMesages: 3 })).toThrow('callStream has no option "maxMesages"');
    expect(wrong({ list: true })).toThrow(
      expect.objectContaining({ code: 'usage', hint: 'it is for the command line alone' }),
    );
    expect(wrong({ data: '{}', requests: [] })).toThrow('both requests and data were given');
    expect(wrong({ minMessages: 5, maxMessages: 3 })).toThrow('contradict each other');
    expect(() => callStream(server.address, 'no method')).toThrow('which method?');
    const unknown = called('Coumt');
    await expect(numbers(unknown)).rejects.toMatchObject({
      code: 'config',
      hint: expect.stringContaining('Count') as string,
    });
    await expect(unknown.result()).rejects.toBeInstanceOf(Failure);
    await expect(called('Count', { data: '{"cont":1}' }).result()).rejects.toThrow('$.cont');
    await expect(called('Count', { data: '-' }).result()).rejects.toThrow('a program has no data on stdin');
  });

  it('throws why there was no server, with the next thing to try', async () => {
    const call = callStream('127.0.0.1:1', 'probe.v1.Probe/Echo', { proto: PROBE_PROTO, retries: 0 });
    await expect(numbers(call)).rejects.toMatchObject({ code: 'tcp-refused', exitCode: 3 });
    expect(await call.result()).toMatchObject({ outcome: 'errored', exitCode: 3 });
  });

  it('gives its messages out once', async () => {
    const call = called('Count', { data: '{"count":1}' });
    await numbers(call);
    await expect(numbers(call)).rejects.toThrow('given out once');
  });

  it('can be ended from outside', async () => {
    const controller = new AbortController();
    const options = { data: '{"count":0,"intervalMs":2}', signal: controller.signal };
    const call = called('Count', { ...options, onStart: () => void setTimeout(() => controller.abort('SIGINT'), 100) });
    expect((await numbers(call)).length).toBeGreaterThan(0);
    expect(await call.result()).toMatchObject({ outcome: 'interrupted', exitCode: 130 });
  });

  it('has the types it says it has', () => {
    expectTypeOf(callStream).returns.toEqualTypeOf<CallStream>();
    expectTypeOf<CallStream>().toExtend<AsyncIterable<ReceivedMessage>>();
    expectTypeOf<CallStream['result']>().returns.resolves.toEqualTypeOf<RunResult>();
    expectTypeOf<ReceivedMessage['message']['anything']>().toEqualTypeOf<unknown>();
    expectTypeOf<ReceivedMessage['message']['$typeName']>().toEqualTypeOf<string>();
    expectTypeOf<ReceivedMessage['gapMs']>().toEqualTypeOf<number | null>();
    expectTypeOf({
      maxMessages: 5,
      rule: ['a: true'],
      requests: [{ id: 5n, tags: ['a'] }],
    }).toExtend<CallStreamOptions>();
    expectTypeOf({ requests: [{ id: () => 5 }] }).not.toExtend<CallStreamOptions>();
    type OfTheCommand = 'print' | 'emitDefaults' | 'list' | 'describe' | 'output' | 'json' | 'report' | 'progress';
    expectTypeOf<Extract<keyof CallStreamOptions, OfTheCommand | 'quiet' | 'config'>>().toEqualTypeOf<never>();
    expectTypeOf<'protosetOut' | 'label' | 'verbose'>().toExtend<keyof CallStreamOptions>();
    // @ts-expect-error: printing is for the command line
    const printing: CallStreamOptions = { print: true };
    expect(() => called('Count', printing)).toThrow('callStream has no option "print"');
  });
});
