import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/program.ts';
import type { RunningServer } from '../../../src/serve/server.ts';
import { startSpectrogramServer } from '../../../src/serve/server.ts';
import { testIo } from '../../support/io.ts';
import { expectValid } from '../../support/schema.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startSpectrogramServer({
    defaults: { sensors: 4, bins: 16, fps: 100, frames: 30 },
    jobs: { '12-70788': {}, live: { frames: 0 } },
  });
});
afterAll(() => server.close());

const stream = (...args: string[]): string[] => ['stream', server.address, '--job', '12-70788', ...args];

describe('the stream command', () => {
  it('prints the table with the verdict last', async () => {
    const io = testIo();
    expect(await run(stream(), io)).toBe(0);
    expect(io.out()).toMatch(/\nPASSED: job 12-70788, 30 frames/);
  });

  it('prints one document with --json', async () => {
    const io = testIo();
    expect(await run(stream('--json', '--label', 'build=7'), io)).toBe(0);
    const result = JSON.parse(io.out()) as { labels: unknown };
    expectValid(result);
    expect(result.labels).toEqual({ build: '7' });
  });

  it('gives NDJSON from start to result', async () => {
    const io = testIo();
    await run(['stream', server.address, '--job', 'live', '--duration', '1500ms', '-o', 'ndjson'], io);
    const types = io
      .out()
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect([types[0], types[1], types.at(-1)]).toEqual(['start', 'interval', 'result']);
  });

  it('draws progress on a terminal and nothing when told not to', async () => {
    const shown = testIo({ tty: true });
    await run(['stream', server.address, '--job', 'live', '--duration', '600ms'], shown);
    expect(shown.err()).toMatch(/frames? {2}\d/);
    const silent = testIo({ tty: true });
    await run(['stream', server.address, '--job', 'live', '--duration', '600ms', '--no-progress'], silent);
    expect(silent.err()).not.toMatch(/fps/);
  });

  it('says on stderr what failed and what comes next, and stays silent with --quiet', async () => {
    const io = testIo();
    const args = ['stream', '127.0.0.1:9', '--job', 'x', '--retries', '1', '--retry-delay', '10ms'];
    expect(await run(args, io)).toBe(3);
    expect(io.err()).toMatch(/attempt failed: .*\(tcp-refused\); next attempt in/);
    expect(io.err()).toMatch(/\(tcp-refused\); giving up/);
    const quiet = testIo();
    expect(await run([...args, '--quiet'], quiet)).toBe(3);
    expect(quiet.err()).toBe('');
    expect(quiet.out()).toMatch(/\nERROR/);
  });

  it('gives an interrupted document when the simulator is not yet up', async () => {
    const io = testIo();
    const running = run(['stream', '--job', 'x', '--json'], io);
    setTimeout(() => io.signal('SIGTERM'), 20);
    expect(await running).toBe(143);
    const result: unknown = JSON.parse(io.out());
    expectValid(result);
    expect(result).toMatchObject({ outcome: 'interrupted', exitCode: 143 });
  });

  it.each([
    ['EPIPE', 0, /^$/],
    ['ENOSPC', 2, /cannot write the result to stdout: ENOSPC\n.*PASSED/],
  ])('ends as usual when the first record meets %s', async (code, exit, words) => {
    const io = testIo({ refuse: Object.assign(new Error(code), { code }) });
    expect(await run(stream('-o', 'ndjson', '--ended'), io)).toBe(exit);
    expect(io.err()).toMatch(words);
  });

  it('says how long it watches only once there is a stream', async () => {
    const refused = testIo();
    await run(['stream', '127.0.0.1:9', '--job', 'x', '--retries', '0'], refused);
    expect(refused.err()).not.toContain('watched');
    const io = testIo();
    await run(stream(), io);
    expect(io.err()).toMatch(/nothing says whether this job ends: it is watched for at most 30 s/);
  });

  it.each([
    ['GRPC_VALIDATE_SLO', 'fps>1,nope<1', /^grpc-validate: GRPC_VALIDATE_SLO: /],
    ['GRPC_VALIDATE_SEVERITY', 'nope=off', /^grpc-validate: GRPC_VALIDATE_SEVERITY: /],
    ['GRPC_VALIDATE_LABEL', 'a=1,b', /^grpc-validate: GRPC_VALIDATE_LABEL: /],
    ['GRPC_VALIDATE_LAYOUT', 'nope', /^grpc-validate: GRPC_VALIDATE_LAYOUT: /],
    ['GRPC_VALIDATE_METADATA', 'nope', /^grpc-validate: GRPC_VALIDATE_METADATA: /],
    ['GRPC_VALIDATE_REPORT', 'nope', /^grpc-validate: GRPC_VALIDATE_REPORT: /],
    ['GRPC_VALIDATE_CHECKS', 'nope', /^grpc-validate: GRPC_VALIDATE_CHECKS: /],
  ])('names %s as the place of a mistake', async (name, text, words) => {
    const io = testIo({ env: { [name]: text } });
    expect(await run(stream(), io)).toBe(2);
    expect(io.err()).toMatch(words);
  });

  it('names a target of the environment, and a fault of the environment', async () => {
    const target = testIo({ env: { GRPC_VALIDATE_TARGET: 'localhost' } });
    expect(await run(['stream', '--job', 'x'], target)).toBe(2);
    expect(target.err()).toMatch(/GRPC_VALIDATE_TARGET: the target "localhost"/);
    const fault = testIo({ env: { GRPC_VALIDATE_FAULT: 'nna@1' } });
    expect(await run(['stream', '--job', 'x'], fault)).toBe(2);
    expect(fault.err()).toMatch(/GRPC_VALIDATE_FAULT: /);
  });

  it('warns of a misspelt variable, unless told to be quiet', async () => {
    const env = { GRPC_VALIDATE_FRAMSE: '3' };
    const io = testIo({ env });
    await run(stream('--ended'), io);
    expect(io.err()).toBe(
      'grpc-validate: GRPC_VALIDATE_FRAMSE is set and is no option; did you mean GRPC_VALIDATE_FRAMES?\n',
    );
    const quiet = testIo({ env });
    await run(stream('--ended', '--quiet'), quiet);
    expect(quiet.err()).toBe('');
  });

  it('lets --no-NAME undo a switch', async () => {
    const io = testIo({ env: { GRPC_VALIDATE_JSON: 'true' } });
    await run(stream('--no-json', '--ended'), io);
    expect(io.out()).toMatch(/\nPASSED/);
  });

  it('keeps the partial report when it is interrupted', async () => {
    const io = testIo();
    const running = run(['stream', server.address, '--job', 'live', '-o', 'line'], io);
    setTimeout(() => io.signal('SIGINT'), 400);
    expect(await running).toBe(130);
    expect(io.out()).toMatch(/^INTERRUPTED/);
  });
});
