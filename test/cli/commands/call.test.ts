import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/base/result.ts';
import { run } from '../../../src/cli/program.ts';
import type { RunningServer } from '../../../src/serve/grpc-server.ts';
import { testIo } from '../../support/io.ts';
import { PROBE_PROTO, startProbe } from '../../support/probe.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startProbe({ reflection: true });
});
afterAll(() => server.close());

async function called(method: string, ...flags: string[]) {
  const io = testIo({});
  const args = ['call', server.address, `probe.v1.Probe/${method}`, '--proto', PROBE_PROTO, ...flags];
  const code = await run(args, io);
  return { code, out: io.out(), err: io.err() };
}

describe('call', () => {
  it('reports on stdout', async () => {
    const { code, out, err } = await called('Echo', '-d', '{"text":"hi"}', '-o', 'line');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^PASSED: probe\.v1\.Probe\/Echo, 1 message, 4 checks passed/);
  });

  it('prints messages on stdout, and then reports on stderr', async () => {
    const { code, out, err } = await called('Count', '-d', '{"count":3}', '--print', '--json');
    expect(code).toBe(0);
    expect(out).toBe('{"number":"1","value":1}\n{"number":"2","value":2}\n{"number":"3","value":3}\n');
    expect((JSON.parse(err) as RunResult).frames?.received).toBe(3);
  });

  it('hides what came from the environment wherever the server repeats it', async () => {
    const io = testIo({ env: { KEY: 'hush-hush' } });
    const args = ['call', server.address, 'probe.v1.Probe/Echo', '--proto', PROBE_PROTO, '--json', '--print'];
    await run([...args, '-d', '{"text":"{{env KEY}}"}', '--rule', 'other: message.text == "x"'], io);
    expect(io.out() + io.err()).not.toContain('hush-hush');
    const { checks } = JSON.parse(io.err()) as RunResult;
    expect(checks.at(-1)?.findings[0]?.message).toContain('(hidden)');
    expect(io.out()).toBe('{"text":"(hidden)"}\n');
  });

  it('writes records as things happen', async () => {
    const { out } = await called('Count', '-d', '{"count":3,"badAt":2}', '-o', 'ndjson');
    const records = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; rule?: string });
    expect(records.map(({ type }) => type)).toEqual(['start', 'finding', 'slo', 'slo', 'result']);
    expect(records[1]?.rule).toBe('message.decodes');
  });

  it('says that the server was held back by a slow reader', async () => {
    const io = testIo({});
    const slow = {
      ...io.stdout,
      write: (text: string) => new Promise<void>((r) => setTimeout(() => r(io.stdout.write(text)), 30)),
    };
    const payload = Buffer.alloc(1024 ** 2).toString('base64');
    const args = ['call', server.address, 'probe.v1.Probe/Chat', '--proto', PROBE_PROTO, '--print', '--json'];
    const code = await run([...args, '-d', JSON.stringify({ payload }), '--repeat-data', '4'], { ...io, stdout: slow });
    expect(code).toBe(0);
    expect(io.out().split('\n')).toHaveLength(5);
    expect((JSON.parse(io.err()) as RunResult).notes.join()).toMatch(
      /too slow, and the server was held back \d+ times?/,
    );
  });

  it('is an error when messages cannot be written, and none when their reader has seen enough', async () => {
    const failing = async (error: NodeJS.ErrnoException) => {
      const io = testIo({ refuse: error });
      const args = ['call', server.address, 'probe.v1.Probe/Count', '--proto', PROBE_PROTO, '--print', '--json'];
      const code = await run([...args, '-d', '{"count":0,"intervalMs":2}'], io);
      return { code, result: JSON.parse(io.err()) as RunResult };
    };
    const full = await failing(Object.assign(new Error('disk full'), { code: 'ENOSPC' }));
    expect(full).toMatchObject({ code: 2, result: { outcome: 'errored', failure: { code: 'file' } } });
    const gone = await failing(Object.assign(new Error('gone'), { code: 'EPIPE' }));
    expect(gone).toMatchObject({ code: 0, result: { outcome: 'passed', endReason: 'unread' } });
  });

  it('can be interrupted while it waits for its one request', async () => {
    const io = { ...testIo({}), stdin: () => new Readable({ read: () => {} }) };
    const args = ['call', server.address, 'probe.v1.Probe/Echo', '--proto', PROBE_PROTO, '-d', '-', '-o', 'line'];
    const running = run(args, io);
    setTimeout(() => io.signal('SIGINT'), 200);
    expect(await running).toBe(130);
    expect(io.out()).toMatch(/^INTERRUPTED/);
  });

  it.each([
    [['--min-messages', '5', '--max-messages', '3'], '--min-messages 5 and --max-messages 3 contradict each other'],
    [['--tls', '--plaintext'], '--tls and --plaintext contradict each other'],
    [['-d', '{"cont":1}'], '$.cont: probe.v1.Script has no such field; did you mean count?'],
    [['--rule', 'a: message.nope == 1'], 'nope'],
  ])('answers %j with one line', async (flags, words) => {
    const { code, out, err } = await called('Count', ...flags);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    [[], 'which method?'],
    [['127.0.0.1:1'], 'which method?'],
    [['probe.v1.Probe/Echo'], 'no target was given'],
    [['probe.v1.Probe/Echo', 'probe.v1.Probe/Count'], 'two methods were given'],
    [['TARGET', 'probe.v1.Probe.Echo'], 'a method is written with a slash: probe.v1.Probe/Echo'],
    [['TARGET', 'probe.v1.Probe/Eco'], 'did you mean probe.v1.Probe/Echo'],
    [['TARGET', 'probe.v1.Prob/Echo'], 'did you mean probe.v1.Probe?'],
    [['TARGET', 'probe.v1.Probe/Echo', '-d', '{}{}'], 'the method takes one'],
    [['TARGET', 'probe.v1.Probe/Count', '--rule', 'a: message.numbr > 1'], 'did you mean number?'],
    [['TARGET', 'probe.v1.Probe/Count', '--ping-pong'], 'no bidirectional stream'],
    [['TARGET', 'probe.v1.Probe/Echo', '-d', '@/no/such'], 'cannot read /no/such'],
  ])('asks the server for the schema and answers %j with one line', async (words, told) => {
    const io = testIo({});
    const code = await run(['call', ...words.map((word) => (word === 'TARGET' ? server.address : word))], io);
    expect({ code, out: io.out() }).toEqual({ code: 2, out: '' });
    expect(io.err()).toContain(told);
    expect(io.err().trimEnd().split('\n')).toHaveLength(1);
  });
});
