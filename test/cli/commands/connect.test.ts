import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/base/result.ts';
import { run } from '../../../src/cli/program.ts';
import { connectServer } from '../../support/connect-server.ts';
import { testIo } from '../../support/io.ts';
import { expectValid } from '../../support/schema.ts';

let server: Awaited<ReturnType<typeof connectServer>>;
let address: string;
beforeAll(async () => {
  server = await connectServer({ health: { '': 'SERVING' }, reflects: 'pandadatastream' });
  address = `127.0.0.1:${server.port}`;
});
afterAll(() => server.close());

describe('the connect command', () => {
  it('prints the phases, what the server says, and the verdict last', async () => {
    const io = testIo();
    expect(await run(['connect', address], io)).toBe(0);
    expect(io.out()).toMatch(/\ntcp {5}✓ passed/);
    expect(io.out()).toMatch(/\n {2}reflection {2}v1, 1 service: pandadatastream\.DataStreamService\n/);
    expect(io.out()).toMatch(/\nPASSED: connected in .* ms, 4 checks passed, 0 warned, 2 skipped\n$/);
    expect(io.err()).toBe('');
  });

  it('prints one document with --json, secrets hidden', async () => {
    const io = testIo();
    expect(await run(['connect', address, '--json', '-H', 'authorization: Bearer hunter2'], io)).toBe(0);
    const result = JSON.parse(io.out()) as RunResult;
    expectValid(result);
    expect(result).toMatchObject({ command: 'connect', frames: null, server: { reflection: 'v1' } });
    expect(io.out()).not.toContain('hunter2');
  });

  it('gives NDJSON from start to result', async () => {
    const io = testIo();
    await run(['connect', address, '-o', 'ndjson', '--slo', 'none'], io);
    const types = io
      .out()
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual(['start', 'result']);
  });

  it('fails where the method of a layout that was named is not there', async () => {
    const io = testIo();
    expect(await run(['connect', address, '--layout', 'datastream', '-o', 'line'], io)).toBe(1);
    expect(io.out()).toMatch(/^FAILED: connect\.method: the server has no datastream\.DataStreamService\/Stream/);
  });

  it('starts the simulator of the layout that was named', async () => {
    const io = testIo();
    expect(await run(['connect', '--layout', 'pandadatastream', '-o', 'line'], io)).toBe(0);
    expect(io.err()).toBe('grpc-validate: no target was given: connecting to the embedded simulator\n');
    expect(io.out()).toMatch(/^PASSED \(embedded simulator\): connected in .* 4 checks passed/);
  });

  it('gives an interrupted document when the simulator is not yet up', async () => {
    const io = testIo();
    const running = run(['connect', '--json'], io);
    setTimeout(() => io.signal('SIGTERM'), 20);
    expect(await running).toBe(143);
    expectValid(JSON.parse(io.out()));
    expect(io.out()).toContain('"target": null');
  });
});
