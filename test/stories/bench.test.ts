import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { BIN, grpcValidate as ownProcess } from '../support/binary.ts';
import type { HostedServer } from '../support/hosted.ts';
import { document, grpcValidate, serveSpectrogram } from '../support/hosted.ts';
import { answer, http2Peer } from '../support/http2-peer.ts';
import type { ManifestJob } from '../support/manifest.ts';
import { manifestJobs } from '../support/manifest.ts';
import { expectValid } from '../support/schema.ts';
import { scratchFolder } from '../support/scratch.ts';

const HEALTH = fileURLToPath(
  new URL('../../node_modules/grpc-health-check/proto/health/v1/health.proto', import.meta.url),
);

describe('bench out of the box', () => {
  it('measures the embedded simulator as fast as it can and draws the gaps', async () => {
    const { code, stdout } = await ownProcess(['bench', '--frames', '1000']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^bench 127\.0\.0\.1:\d+ \(embedded simulator\)/);
    expect(stdout).toMatch(/gaps of all streams\n {2}<= .*[█▏▎▍▌▋▊▉]/);
    expect(stdout).toMatch(/\nPASSED \(embedded simulator\): job 12-70788, 1000 frames/);
  });

  it('refuses where a pipeline runs and no target was given', async () => {
    const { code, stderr } = await ownProcess(['bench'], { env: { CI: 'true' } });
    expect(code).toBe(2);
    expect(stderr).toContain('no target was given, and CI is set');
  });
});

describe('bench against a server', () => {
  let server: HostedServer;
  beforeAll(async () => {
    const small = ['--sensors', '4', '--bins', '16'];
    server = await serveSpectrogram(...small, '--fps', '0', '--frames', '0');
  });
  afterAll(() => server.stop());

  it('spreads streams over connections, leaves the warm-up out and writes reports that agree', async () => {
    const folder = scratchFolder({});
    const [hgrm, ghz] = [join(folder, 'gaps.hgrm'), join(folder, 'ghz.json')];
    const load = ['--streams', '5', '--connections', '2', '--frames', '100', '--warmup', '20'];
    const reports = ['--report', `hgrm=${hgrm}`, '--report', `ghz-json=${ghz}`];
    const { result, finished } = await document(['bench', server.address, '--job', '12-70788', ...load, ...reports]);
    expect(finished.code).toBe(0);
    expectValid(result);
    expect(result.frames).toMatchObject({ received: 500, expected: 500, lost: 0, repeated: 0 });
    expect(result.bench?.connections.map(({ streams }) => streams)).toEqual([3, 2]);
    expect(result.bench?.warmup).toMatchObject({ streams: 5, frames: 100 });
    const rows = readFileSync(hgrm, 'utf8')
      .split('\n')
      .filter((line) => /^ +\d/.test(line));
    expect(rows.at(-1)?.trim().split(/\s+/).slice(1)).toEqual(['1.000000000000', '495']);
    expect(JSON.parse(readFileSync(ghz, 'utf8'))).toMatchObject({ count: 495, errorDistribution: {} });
  });

  it('makes calls of any method, and ghz fields that are truly per call', async () => {
    const ghz = join(scratchFolder({}), 'ghz.json');
    const load = ['--call', 'grpc.health.v1.Health/Check', '--proto', HEALTH, '-c', '4', '-n', '200', '--warmup', '5'];
    const rule = ['--rule', 'serving: message.status == 1'];
    const { result, finished } = await document([
      'bench',
      server.address,
      ...load,
      ...rule,
      '--report',
      `ghz-json=${ghz}`,
    ]);
    expect(finished.code).toBe(0);
    expectValid(result);
    expect(result.call).toEqual({ method: 'grpc.health.v1.Health/Check', kind: 'unary' });
    expect(result.bench?.calls).toMatchObject({ made: 200, failed: 0, statuses: [{ status: 'OK', calls: 200 }] });
    expect(result.checks.find((check) => check.rule === 'rule.serving')).toMatchObject({
      examined: 200,
      violations: 0,
    });
    expect(JSON.parse(readFileSync(ghz, 'utf8'))).toMatchObject({ count: 200, rps: result.bench?.calls?.perSecond });
  });

  it('runs on three processes as the Kubernetes manifest has it, and merges to the sum of them', async () => {
    const folder = scratchFolder({ 'bin/grpc-validate': `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n` });
    chmodSync(join(folder, 'bin/grpc-validate'), 0o755);
    const [bench, merge] = manifestJobs() as [ManifestJob, ManifestJob];
    const env = {
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      RESULTS: join(folder, 'run-1'),
      TARGET: server.address,
      LOAD: '--job 12-70788 --streams 7 --frames 100 --slo frames>999',
      SHARDS: '3',
    };
    const pods = ['0', '1', '2'].map((index) => runScript(bench.script, { ...env, JOB_COMPLETION_INDEX: index }));
    // Each missed its limit, and wrote its document.
    expect(await Promise.all(pods)).toEqual([0, 0, 0]);
    expect(await runScript(merge.script, env)).toBe(1);
    const read = (name: string): RunResult => JSON.parse(readFileSync(join(env.RESULTS, name), 'utf8')) as RunResult;
    const shards = ['shard-0.json', 'shard-1.json', 'shard-2.json'].map(read);
    const merged = read('merged.json');
    expectValid(merged);
    expect(shards.map(({ bench: part }) => part?.streams)).toEqual([3, 2, 2]);
    expect(merged).toMatchObject({ exitCode: 1, frames: { received: 700, lost: 0 }, bench: { streams: 7 } });
    expect(merged.streams.map(({ streamId }) => streamId)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const gaps = (result: RunResult): number => result.metrics?.gapMs.count ?? 0;
    expect(gaps(merged)).toBe(shards.reduce((sum, shard) => sum + gaps(shard), 0));
    expect(merged.slo.map(({ status, actual }) => [status, actual])).toContainEqual(['failed', 100]);
  });

  it('is compared with a bench that was saved: a regression is exit 1 and named, another load is no pass', async () => {
    const folder = scratchFolder({});
    const [base, junit] = [join(folder, 'base.json'), join(folder, 'junit.xml')];
    const load = ['bench', server.address, '--job', '12-70788', '--repeat', '3'];
    expect((await grpcValidate([...load, '--frames', '600', '--save', base])).code).toBe(0);
    const saved = JSON.parse(readFileSync(base, 'utf8')) as RunResult;
    const faster = saved.bench?.repeats?.map((repeat) => ({ ...repeat, fps: 1e6 }));
    writeFileSync(base, JSON.stringify({ ...saved, bench: { ...saved.bench, repeats: faster } }));
    const slower = await document([...load, '--frames', '600', '--baseline', base, '--report', `junit=${junit}`]);
    expectValid(slower.result);
    expect(slower.finished.code).toBe(1);
    expect(slower.result.summary.line).toMatch(
      /^FAILED: baseline fps: .* fps against 1000000 fps, .* worse, limit 800000/,
    );
    expect(readFileSync(junit, 'utf8')).toMatch(/classname="baseline" name="fps"[^>]*>\s*<failure/);
    const other = await document([...load, '--frames', '20', '--baseline', base]);
    expect(other.result).toMatchObject({ exitCode: 1, baseline: { verdict: 'not comparable' } });
    expect(other.result.baseline?.reason).toBe('--frames is 600 in the baseline and 20 now');
  });

  it('misses a threshold by its worst stream: exit 1, which is named', async () => {
    const args = ['bench', server.address, '--job', '12-70788', '--frames', '50', '--streams', '2', '-o', 'line'];
    const { code, stdout } = await grpcValidate([...args, '--slo', 'frames>50']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAILED: threshold frames>50: 50/);
  });

  it('is broken by a job that is not there, and says how the streams ended', async () => {
    const { result } = await document([
      'bench',
      server.address,
      '--job',
      '12-70788',
      '--job',
      'nowhere',
      '--streams',
      '2',
      '--frames',
      '20',
    ]);
    expect(result).toMatchObject({ outcome: 'broken', exitCode: 4 });
    expect(result.bench?.statuses).toContainEqual({ status: 'NOT_FOUND', streams: 1 });
  });

  it('runs exactly 100 streams in three workers', async () => {
    const load = ['--streams', '100', '--workers', '3', '--frames', '2', '--checks', 'none', '--slo', 'none'];
    const { result, finished } = await document(['bench', server.address, '--job', '12-70788', ...load]);
    expect(finished.code).toBe(0);
    expectValid(result);
    expect(result.streams.map(({ streamId }) => streamId)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(result.frames).toMatchObject({ received: 200, expected: 200 });
    expect(result.bench).toMatchObject({ streams: 100, workers: 3 });
    expect(result.bench?.connections.map(({ streams }) => streams)).toEqual([34, 33, 33]);
  });

  it('starts streams at a rate from two workers, and says how the plan was kept', async () => {
    const load = ['--stream-rate', '40/s', '--duration', '250ms', '--frames', '3', '--workers', '2'];
    const args = ['bench', server.address, '--job', '12-70788', ...load, '--checks', 'none', '--slo', 'none'];
    const { code, stdout } = await ownProcess(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/starts +10 planned, one every 25\.0 ms: 10\s+started[^]+?\d+\s+late,\s+0\s+missed/);
    expect(stdout).toMatch(/first frames +min .*\n +from the plan +min /);
  });
});

describe('bench --repeat against a server that refuses every third stream', () => {
  it('tells the success rate, and fails by it where more was asked for', async () => {
    let streams = 0;
    const peer = await http2Peer(({ stream }) => {
      streams += 1;
      if (streams % 3 === 0) answer(stream, [], { 'grpc-status': '14', 'grpc-message': 'not now' });
      else answer(stream, [Buffer.alloc(5)]);
    });
    const args = [
      'bench',
      `127.0.0.1:${peer.port}`,
      '--job',
      'a',
      '--frames',
      '1',
      '--repeat',
      '6',
      '--checks',
      'none',
    ];
    try {
      const allowed = await document([...args, '--slo', 'none, success-rate>=60%']);
      expectValid(allowed.result);
      expect(allowed.finished.code).toBe(0);
      expect(allowed.result.bench?.successRate).toBeCloseTo(4 / 6, 9);
      expect(allowed.result.bench?.repeats?.map(({ exitCode }) => exitCode)).toEqual([0, 0, 4, 0, 0, 4]);
      const asked = await grpcValidate([...args, '-o', 'line']);
      expect(asked.code).toBe(4);
      expect(asked.stdout).toMatch(/^BROKEN.*UNAVAILABLE.*not now.*, 4 of 6 repeats passed/);
    } finally {
      await peer.close();
    }
  });
});

/** The exit code of a shell script; what it prints goes nowhere. */
function runScript(script: string, env: Readonly<Record<string, string>>): Promise<number | null> {
  const child = spawn('sh', ['-c', script], { env, stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
}
