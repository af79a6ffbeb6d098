import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/base/result.ts';
import { runCall } from '../../../src/run/call/run.ts';
import type { SeenEnd, SeenMessage, WatcherMaker } from '../../../src/run/call/watcher.ts';
import type { RunningServer } from '../../../src/serve/grpc-server.ts';
import type { CallWish } from '../../support/call.ts';
import { callDraft } from '../../support/call.ts';
import { CALL_EXPECTATION } from '../../support/check-calls.ts';
import { answer, http2Peer } from '../../support/http2-peer.ts';
import { testHost } from '../../support/plan.ts';
import { startProbe } from '../../support/probe.ts';
import { expectValid } from '../../support/schema.ts';
import { scratchFile } from '../../support/scratch.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startProbe();
});
afterAll(() => server.close());

async function called(name: string, wish: CallWish = {}, host = testHost()): Promise<RunResult> {
  const result = await runCall(callDraft(server.address, name, wish), host);
  expectValid(result);
  return result;
}

const violated = (result: RunResult): string[] =>
  result.checks.filter(({ violations }) => violations > 0).map(({ rule }) => rule);

/** A watcher that keeps what it sees. */
function keeper() {
  const seen: SeenMessage[] = [];
  let last: SeenEnd | undefined;
  const maker: WatcherMaker = () => ({
    message: (each) => void seen.push(each),
    end: (end) => {
      last = end;
      return [];
    },
  });
  return { seen, maker, last: () => last };
}

describe('runCall', () => {
  it('compresses the requests where asked, and says what a server takes that does not take them', async () => {
    const peer = await http2Peer(({ stream, headers }) => {
      const encoding = String(headers['grpc-encoding']);
      answer(stream, [], { 'grpc-status': '12', 'grpc-message': encoding }, { 'grpc-accept-encoding': 'identity' });
    });
    const result = await runCall(
      callDraft(`127.0.0.1:${peer.port}`, 'Echo', { data: '{}', changes: { compression: 'gzip' } }),
      testHost(),
    );
    await peer.close();
    expect(result.status).toMatchObject({ name: 'UNIMPLEMENTED', message: 'gzip' });
    expect(result.notes).toContain('our messages were compressed with gzip; the server takes "identity"');
    expect(violated(await called('Echo', { data: '{"number":5}', changes: { compression: 'deflate' } }))).toEqual([]);
  });

  it.each([
    ['Echo', '{"number":5}', 'unary', 1, 1],
    ['Count', '{"count":7}', 'server-stream', 1, 7],
    ['Sum', '[{"value":1.5},{"value":2}]', 'client-stream', 2, 1],
    ['Chat', '[{"number":1},{"number":2},{"number":3}]', 'bidi-stream', 3, 3],
  ])('passes a healthy %s, through both clients', async (name, data, kind, sent, received) => {
    for (const client of ['wire', 'grpc-js'] as const) {
      const result = await called(name, { data, client });
      expect(violated(result)).toEqual([]);
      expect(result).toMatchObject({
        outcome: 'passed',
        endReason: 'completed',
        call: { method: `probe.v1.Probe/${name}`, kind, sent: { messages: sent } },
        job: null,
        layout: null,
        frames: { received, rows: null, values: null, bad: 0 },
        target: { client },
        status: { code: 0, origin: 'server' },
      });
      expect(result.connect.attempts.at(-1)?.phases.firstMessageMs).toBeGreaterThan(0);
    }
  });

  it('shows every message to those who look, with what is known of it', async () => {
    const { seen, maker, last } = keeper();
    await called('Count', { data: '{"count":3,"intervalMs":5}', changes: { watchers: [maker] } });
    expect(seen.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(seen.map(({ message }) => (message as unknown as { number: bigint }).number)).toEqual([1n, 2n, 3n]);
    expect(seen[0]?.gapMs).toBeNull();
    expect(seen[1]?.gapMs).toBe((seen[1]?.arrival ?? 0) - (seen[0]?.arrival ?? 0));
    expect(seen[2]?.elapsedMs).toBeGreaterThan(seen[0]?.elapsedMs ?? Infinity);
    expect(last()).toMatchObject({ count: 3, status: 'OK', trailers: { 'grpc-status': '0' } });
  });

  it('finds the message that does not decode, and shows it to nobody', async () => {
    const { seen, maker } = keeper();
    const result = await called('Count', { data: '{"count":3,"badAt":2}', changes: { watchers: [maker] } });
    expect(result).toMatchObject({ outcome: 'failed', exitCode: 1, frames: { received: 3, bad: 1 } });
    expect(result.checks.find(({ rule }) => rule === 'message.decodes')?.findings).toMatchObject([
      { frame: 1, offset: 0 },
    ]);
    expect(seen.map(({ index }) => index)).toEqual([0, 2]);
  });

  it('stops on purpose after so many messages, and that is no error', async () => {
    const ending = { maxFrames: 5, afterMs: null, afterReason: 'duration' } as const;
    const result = await called('Count', { data: '{"count":0,"intervalMs":2}', changes: { ending } });
    expect(violated(result)).toEqual([]);
    expect(result).toMatchObject({ outcome: 'passed', endReason: 'max-messages', frames: { received: 5 } });
  });

  it('half-closes a bidirectional call after the last message wanted, so that it can end well', async () => {
    const ending = { maxFrames: 3, afterMs: null, afterReason: 'duration' } as const;
    const sending = { intervalMs: 20, forMs: null, pingPong: false };
    const wish = { data: '{"number":1}', repeat: 1_000_000, changes: { ending, sending } };
    const result = await called('Chat', wish);
    expect(result).toMatchObject({ outcome: 'passed', endReason: 'max-messages', frames: { received: 3 } });
    expect(result.status).toMatchObject({ code: 0, origin: 'server' });
  });

  it('stops on purpose after a time', async () => {
    const ending = { maxFrames: null, afterMs: 100, afterReason: 'duration' } as const;
    const result = await called('Count', { data: '{"count":0,"intervalMs":5}', changes: { ending } });
    expect(result).toMatchObject({ outcome: 'passed', endReason: 'duration' });
  });

  it('stops sending after a time where one answer comes at the end', async () => {
    const sending = { intervalMs: 10, forMs: 60, pingPong: false };
    const result = await called('Sum', { data: '{"value":1}', repeat: 1_000_000, changes: { sending } });
    expect(result).toMatchObject({ outcome: 'passed', endReason: 'completed', frames: { received: 1 } });
    expect(result.call?.sent?.messages).toBeGreaterThan(1);
  });

  it('stops when somebody has seen enough', async () => {
    const maker: WatcherMaker = (control) => ({
      message: ({ index }) => {
        if (index === 3) control.finish('until');
      },
    });
    const expectation = { ...CALL_EXPECTATION, until: { value: 'index == 3', origin: '--until' } };
    const result = await called('Count', { data: '{"count":0}', changes: { watchers: [maker], expectation } });
    expect(violated(result)).toEqual([]);
    expect(result).toMatchObject({ outcome: 'passed', endReason: 'until', frames: { received: 4 } });
    const whole = await called('Count', { data: '{"count":4}', changes: { watchers: [maker], expectation } });
    expect(whole).toMatchObject({ outcome: 'passed', endReason: 'until' });
  });

  it('fails where no message came, and passes where none had to', async () => {
    const none = await called('Chat', { data: '[]' });
    expect(none).toMatchObject({ outcome: 'failed', exitCode: 1, frames: { received: 0 } });
    expect(violated(none)).toEqual(['stream.first-frame']);
    const expectation = { ...CALL_EXPECTATION, minFrames: { value: 0, origin: '--min-messages' } };
    expect(await called('Chat', { data: '[]', changes: { expectation } })).toMatchObject({ outcome: 'passed' });
  });

  it('counts all messages before an error status', async () => {
    const result = await called('Count', { data: '{"count":4,"status":15}' });
    expect(result).toMatchObject({
      outcome: 'broken',
      exitCode: 4,
      frames: { received: 4 },
      status: { name: 'DATA_LOSS', message: 'as the script says' },
      failure: { message: 'DATA_LOSS: as the script says' },
    });
    const expectation = { ...CALL_EXPECTATION, status: 15 };
    const expected = await called('Count', { data: '{"count":4,"status":15}', changes: { expectation } });
    expect(expected).toMatchObject({ outcome: 'passed', endReason: 'status' });
  });

  it('calls silence a stalled call, but not while we are still sending', async () => {
    const expectation = { ...CALL_EXPECTATION, idleMs: 150 };
    const stalled = await called('Count', {
      data: '{"count":3,"stallBefore":2,"stallMs":10000}',
      changes: { expectation },
    });
    expect(stalled).toMatchObject({ outcome: 'broken', failure: { code: 'stalled' }, frames: { received: 1 } });
    const sending = { intervalMs: 60, forMs: null, pingPong: false };
    for (const client of ['wire', 'grpc-js'] as const) {
      const upload = await called('Sum', { data: '{"value":1}', repeat: 8, client, changes: { expectation, sending } });
      expect(upload).toMatchObject({ outcome: 'passed', call: { sent: { messages: 8 } } });
    }
  });

  it('says what to do about a call that never ends', async () => {
    const result = await called('Count', { data: '{"count":0,"intervalMs":5}', changes: { timeoutMs: 200 } });
    expect(result).toMatchObject({ outcome: 'broken', status: { name: 'DEADLINE_EXCEEDED' } });
    expect(result.failure?.hint).toContain('--duration or --max-messages');
  });

  it('sends and receives at the same time: each side has to read for the other to go on', async () => {
    const payload = Buffer.alloc(64 * 1024).toString('base64');
    const wish = { data: JSON.stringify({ payload }), repeat: 60 };
    const draft = callDraft(server.address, 'Chat', wish);
    const result = await runCall({ ...draft, reach: { ...draft.reach, windowSize: 65_535 } }, testHost());
    expect(result).toMatchObject({ outcome: 'passed', frames: { received: 60 }, call: { sent: { messages: 60 } } });
  });

  it('times round trips where each message waits for the reply to the last', async () => {
    const sending = { intervalMs: null, forMs: null, pingPong: true };
    const result = await called('Chat', { data: '{"number":{{index}}}', repeat: 20, changes: { sending } });
    expect(result.metrics?.roundTripMs).toMatchObject({ count: 20 });
    expect(result.metrics?.roundTripMs?.min).toBeGreaterThan(0);
    const without = await called('Chat', { data: '{}' });
    expect(without.metrics).not.toHaveProperty('roundTripMs');
  });

  it('shows headers, trailers and details only where they are wanted, and no secret', async () => {
    const result = await called('Echo', { data: '{}', changes: { verbose: true } });
    expect(result.call?.headers).toContainEqual({ key: 'x-served-by', value: 'probe' });
    expect(result.call?.headers).toContainEqual({ key: 'x-token', value: '(hidden)' });
    expect(result.call?.trailers).toContainEqual({ key: 'x-cost', value: '7' });
    expect((await called('Echo', { data: '{}' })).call).not.toHaveProperty('headers');
  });

  it('decodes details of the types of the schema, and asks a server with reflection for others', async () => {
    const known = await called('Echo', { data: '{"text":"explain"}' });
    expectValid(known);
    const text = '2 bytes, of a type that is not known here';
    expect(known.status?.decoded?.details).toEqual([
      { type: 'probe.v1.Total', text: '{"count":"3"}', value: { count: '3' } },
      { type: 'far.v1.Away', text, value: null },
    ]);
    const asked: (readonly string[])[] = [];
    const reflectTypes = (_: unknown, types: readonly string[]) => Promise.resolve((asked.push(types), []));
    const draft = callDraft(server.address, 'Echo', { data: '{"text":"explain"}' });
    await runCall({ ...draft, schema: null, reflectTypes }, testHost());
    expect(asked).toEqual([['far.v1.Away']]);
  });

  it('keeps the partial report when the user interrupts', async () => {
    const controller = new AbortController();
    const onStart = (): void => void setTimeout(() => controller.abort('SIGINT'), 150);
    const host = testHost({ signal: controller.signal, onStart });
    const result = await called('Count', { data: '{"count":0,"intervalMs":5}' }, host);
    expect(result).toMatchObject({ outcome: 'interrupted', exitCode: 130 });
  });

  it('reports data that turns out not to fit while it is sent, as the error it is', async () => {
    const long = `{"number":1}${' '.repeat(1024 ** 2)}{"nmber":2}`;
    const result = await called('Chat', { data: `@${scratchFile('long.json', long)}` });
    expect(result).toMatchObject({
      outcome: 'errored',
      exitCode: 2,
      endReason: 'usage',
      call: { sent: { messages: 1 } },
    });
    expect(result.failure?.message).toContain('message 1: $.nmber');
    expect(violated(result)).toEqual([]);
  });

  it('throws for words that do not fit the method, and reports a server that is not there', async () => {
    await expect(runCall(callDraft(server.address, 'Ecko'), testHost())).rejects.toThrow('there is no method');
    const nowhere = await runCall(callDraft('127.0.0.1:1', 'Echo'), testHost());
    expect(nowhere).toMatchObject({ outcome: 'errored', exitCode: 3, failure: { code: 'tcp-refused' }, frames: null });
    expectValid(nowhere);
  });
});
