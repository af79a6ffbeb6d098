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

  it('keeps the partial report when it is interrupted', async () => {
    const io = testIo();
    const running = run(['stream', server.address, '--job', 'live', '-o', 'line'], io);
    setTimeout(() => io.signal('SIGINT'), 400);
    expect(await running).toBe(130);
    expect(io.out()).toMatch(/^INTERRUPTED/);
  });
});
