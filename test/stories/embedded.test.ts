import { describe, expect, it } from 'vitest';
import { grpcValidate as ownProcess } from '../support/binary.ts';
import { document, grpcValidate } from '../support/hosted.ts';
import { expectValid } from '../support/schema.ts';

describe.concurrent('the embedded simulator', () => {
  it('passes the main job: 200 frames, a table for people, the verdict last', async () => {
    const { code, stdout, stderr } = await ownProcess(['stream', '--job', '12-70788']);
    expect(stderr).toContain('embedded simulator');
    expect(stdout.split('\n')[0]).toContain('embedded simulator');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^PASSED \(embedded simulator\).*200 frames/);
    expect(code).toBe(0);
  });

  it('stops on purpose after --max-frames and prints one document that its schema accepts', async () => {
    const { result, finished } = await document(['stream', '--job', '12-70788', '--max-frames', '50']);
    expectValid(result);
    expect(result).toMatchObject({
      outcome: 'passed',
      exitCode: 0,
      frames: { received: 50 },
      target: { embedded: true },
    });
    expect(finished.code).toBe(0);
  });

  it.each(['CI', 'JENKINS_URL', 'BUILD_ID', 'TF_BUILD', 'TEAMCITY_VERSION', 'KUBERNETES_SERVICE_HOST'])(
    'is refused where %s is set, naming the ways to give a target',
    async (name) => {
      const { code, stdout, stderr } = await grpcValidate(['stream', '--job', '12-70788'], { env: { [name]: '1' } });
      expect(code).toBe(2);
      expect(stdout).toBe('');
      for (const way of ['argument', 'GRPC_VALIDATE_TARGET', 'config file', '--embedded'])
        expect(stderr).toContain(way);
    },
  );

  it('runs in a pipeline when asked for', async () => {
    const { code, stdout } = await ownProcess(
      ['stream', '--embedded', '--job', '12-70788', '--max-frames', '5', '-o', 'line'],
      {
        env: { CI: '1' },
      },
    );
    expect(stdout).toMatch(/^PASSED \(embedded simulator\)[^\n]*\n$/);
    expect(code).toBe(0);
  });

  it('commits a fault on request and says exactly what broke', async () => {
    const { code, stdout } = await ownProcess([
      'stream',
      '--job',
      '12-70788',
      '--max-frames',
      '30',
      '--fault',
      'nan@17:sensor=7;bin=12',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('range.finite');
    expect(stdout).toContain('rows[0].sensors[id=7].intensity[12]');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^FAILED \(embedded simulator\).*frame 17/);
  });

  it('calls an unknown job by its name and exits 4', async () => {
    const { code, stdout } = await ownProcess(['stream', '--job', 'nope', '-o', 'line']);
    expect(stdout).toContain('job not found: nope');
    expect(code).toBe(4);
  });

  it('passes an unknown job when NOT_FOUND is what was expected, and only then', async () => {
    const expected = await grpcValidate(['stream', '--job', 'nope', '--expect-status', 'NOT_FOUND', '-o', 'line']);
    expect(expected.code).toBe(0);
    const other = await grpcValidate([
      'stream',
      '--job',
      '12-70788',
      '--max-frames',
      '5',
      '--expect-status',
      'NOT_FOUND',
      '-o',
      'line',
    ]);
    expect(other.code).toBe(4);
  });
});
