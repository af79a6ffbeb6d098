import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/program.ts';
import type { RunningServer } from '../../../src/serve/server.ts';
import { startSpectrogramServer } from '../../../src/serve/server.ts';
import { testIo } from '../../support/io.ts';
import { expectValid } from '../../support/schema.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startSpectrogramServer({
    defaults: { sensors: 4, bins: 8, fps: 0, frames: 0, startTime: Date.UTC(2026, 0, 1) },
    jobs: { a: {} },
  });
});
afterAll(() => server.close());

async function told(...args: string[]) {
  const io = testIo();
  const code = await run(['bench', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

describe('the bench command', () => {
  it('prints the histogram and the verdict last', async () => {
    const { code, out } = await told(server.address, '--job', 'a', '--frames', '50', '--streams', '2');
    expect(code).toBe(0);
    expect(out).toMatch(/\ngaps of all streams\n {2}<= .*█/);
    expect(out).toMatch(/\nPASSED: job a, 100 frames/);
  });

  it('gives one document with --json, and the records of ndjson', async () => {
    const { out } = await told(server.address, '--job', 'a', '--frames', '20', '--checks', 'none', '--json');
    const result: unknown = JSON.parse(out);
    expectValid(result);
    expect(result).toMatchObject({ command: 'bench', frames: { received: 20 }, bench: { streams: 1 } });
    const records = await told(server.address, '--job', 'a', '--frames', '20', '-o', 'ndjson');
    expect(records.out).toMatch(/^\{"type":"start"/);
  });

  it('fails by a threshold, naming it', async () => {
    const { code, out } = await told(
      server.address,
      '--job',
      'a',
      '--frames',
      '20',
      '--slo',
      'frames>20',
      '-o',
      'line',
    );
    expect(code).toBe(1);
    expect(out).toMatch(/FAILED: threshold frames>20: 20/);
  });

  it.each([
    [['127.0.0.1:5'], /--job is missing/],
    [['127.0.0.1:5', '--job', 'a', '--streams', '0'], /--streams takes a whole number, 1 to 10000/],
    [['127.0.0.1:5', '--job', 'a', '--shard', '3/3'], /--shard takes a share and their number, counted from 0/],
    [['127.0.0.1:5', '--job', 'a', '--streams', '2', '--shard', '2/3'], /--shard 2\/3: of 2 streams none is left/],
    [['127.0.0.1:5', '--job', 'a', '--warmup', '1.5'], /--warmup takes a whole number of frames/],
    [['127.0.0.1:5', '--job', 'a', '--fault', 'nan@1'], /--fault is for the embedded simulator/],
    [['127.0.0.1:5', '--job', 'a', '--slo', 'fsp>1'], /unknown metric "fsp".*fps/],
    [['127.0.0.1:5', '--job', 'a', '--workers', '0'], /--workers takes a whole number, 1 to 256/],
    [['127.0.0.1:5', '--job', 'a', '--workers', '2'], /--workers 2 for 1 stream: some would have none/],
    [['127.0.0.1:5', '--job', 'a', '--stream-rate', '5'], /--stream-rate takes a rate with its unit such as 5\/s/],
    [['127.0.0.1:5', '--job', 'a', '--stream-rate', '5/s'], /does not say how many streams/],
    [['127.0.0.1:5', '--job', 'a', '--repeat', '0'], /--repeat takes a whole number/],
    [['127.0.0.1:5', '--focus-server', 'http://a'], /unknown option '--focus-server'/],
  ])('refuses %j in one line', async (args, words) => {
    const { code, err } = await told(...args);
    expect(code).toBe(2);
    expect(err).toMatch(words);
    expect(err.trimEnd()).not.toContain('\n');
  });
});
