import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finished } from '../support/binary.ts';
import { checkOf, findingsOf, grpcValidate as ownProcess, WITHOUT_FREEZES } from '../support/binary.ts';
import { freePort } from '../support/focus-server.ts';
import type { HostedServer } from '../support/hosted.ts';
import { document, grpcValidate, serveSpectrogram } from '../support/hosted.ts';
import { expectValid } from '../support/schema.ts';
import { certificate } from '../support/wire-certs.ts';

const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(content: unknown): string {
  files += 1;
  const path = join(folder, `${files}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** What a user would write: three streams of 50 channels, a row every 20 ms. */
const LIVE = {
  displayTimeAxisDuration: 10,
  nfftSelection: 1024,
  displayInfo: { height: 500 },
  channels: { min: 1, max: 50 },
  frequencyRange: { min: 0, max: 500 },
  start_time: null,
  end_time: null,
  view_type: 0,
};
const HISTORIC = { ...LIVE, start_time: 'now-10m', end_time: 'now-597s' };

const SMALL = ['--sensors', '9', '--bins', '64', '--fps', '50', '--frames', '30'];
const JOB = ['--job', '12-70788'];

type Description = Readonly<Record<string, unknown>>;

describe.concurrent('a job made over REST', () => {
  it('takes 6 s to start, is split over three packed streams, and passes', { timeout: 40_000 }, async () => {
    await served(
      ['--layout', 'pandadatastream', '--startup', '6s', '--streams', '3', '--bins', '64'],
      async (server) => {
        const configure = ['--focus-server', server.rest, '--configure', file(LIVE)];
        const { result, finished } = await document(['stream', ...configure, '--max-frames', '30']);
        expectValid(result);
        expect(failedRules(result)).toEqual([]);
        expect(result).toMatchObject({
          outcome: 'passed',
          endReason: 'max-frames',
          target: { address: server.address, embedded: false },
          layout: { name: 'pandadatastream', element: expect.stringContaining('float32') },
          job: { id: '12-70789', live: true, linesDt: 0.02, streamAmount: 3, frequenciesAmount: 64, prr: 1000 },
          frames: { received: 90 },
        });
        expect(result.layout?.axes).toMatch(/sensors x 64 bins/);
        expect(result.streams.map(({ streamId, frames }) => [streamId, frames])).toEqual([
          [0, 30],
          [1, 30],
          [2, 30],
        ]);
        for (const rule of ['job.identity', 'job.reply', 'range.frequency', 'stream.coverage', 'dimension.sensor-ids'])
          expect(checkOf(result, rule).status).toBe('passed');
        // Starting is not connecting.
        expect(result.connect.startupMs).toBeGreaterThan(5000);
        expect(result.connect.ms).toBeLessThan(1000);
        expect(result.connect.attempts.length).toBeGreaterThan(4);
        expect(result.connect.attempts[0]).toMatchObject({ cause: 'UNAVAILABLE' });
        expect(finished.stderr).toMatch(/12-70789 is starting.*next attempt/);
        expect(finished.code).toBe(0);
      },
    );
  });

  it('shows people the layout, element, axes and every stream', async () => {
    await served(['--layout', 'pandadatastream', '--streams', '3', '--bins', '64'], async (server) => {
      const configure = ['--focus-server', server.rest, '--configure', file(LIVE)];
      const { code, stdout } = await grpcValidate(['stream', ...configure, '--max-frames', '12']);
      const [first] = stdout.split('\n');
      expect(first).toMatch(/pandadatastream.*live/);
      expect(stdout).toMatch(/^layout +pandadatastream, float32 \(assumed: extremes agree\)/m);
      expect(stdout).toMatch(/^stream +frames/m);
      for (const stream of [0, 1, 2]) expect(stdout).toMatch(new RegExp(`^ +${stream} +12 `, 'm'));
      expect(code).toBe(0);
    });
  });

  it.each(['datastream', 'pandadatastream'])('of ten minutes ago ends with OK and is complete (%s)', async (layout) => {
    await served(['--layout', layout, '--bins', '64'], async (server) => {
      const configure = ['--focus-server', server.rest, '--configure', file(HISTORIC)];
      const { result, finished } = await document(['stream', ...configure]);
      expectValid(result);
      expect(failedRules(result)).toEqual([]);
      expect(result).toMatchObject({
        outcome: 'passed',
        endReason: 'completed',
        status: { name: 'OK' },
        job: { live: false },
        frames: { rows: 150 },
      });
      for (const rule of ['stream.complete', 'time.window', 'time.rate'])
        expect(checkOf(result, rule).status).toBe('passed');
      expect(checkOf(result, 'time.realtime').status).toBe('skipped');
      expect(finished.code).toBe(0);
    });
  });

  it('is watched for 30 s when it is live and nothing limits it, and says so at once', async () => {
    await served(['--layout', 'pandadatastream', '--bins', '64'], async (server) => {
      const configure = ['--focus-server', server.rest, '--configure', file(LIVE)];
      const finished = await ownProcess(['stream', ...configure], {
        onStart: (child) => {
          let heard = '';
          child.stderr?.on('data', (chunk: Buffer) => {
            heard += chunk.toString();
            if (/watched for .*30/.test(heard)) child.kill('SIGINT');
          });
        },
      });
      expect(finished.stdout.split('\n')[0]).toMatch(/live/);
      expect(finished.code).toBe(130);
    });
  });

  it('dies when nobody opens it, and is then not found', async () => {
    await served(['--layout', 'pandadatastream', '--unopened', '3s'], async (server) => {
      const id = String((await configured(server, inSeconds()))['job_id']);
      expect(await metadata(server, id)).toMatchObject({ job_id: id });
      await new Promise((resolve) => setTimeout(resolve, 3500));
      const { result, finished } = await document(['stream', '--focus-server', server.rest, '--job', id]);
      expect(result).toMatchObject({ outcome: 'broken', failure: { code: 'job-not-found' } });
      expect(result.summary.line).toContain(`job not found: ${id}`);
      expect(finished.code).toBe(4);
    });
  });

  it('is made and streamed over TLS, the certificate being checked in both', async () => {
    const pem = await certificate();
    const [cert, key] = [file(pem.cert), file(pem.key)];
    await served(['--layout', 'pandadatastream', '--cert', cert, '--key', key], async (server) => {
      expect(server.rest).toMatch(/^https:/);
      const configure = ['stream', '--focus-server', server.rest, '--configure', file(HISTORIC)];
      const { result, finished } = await document([...configure, '--ca', cert]);
      expect(failedRules(result)).toEqual([]);
      expect(result).toMatchObject({ outcome: 'passed', target: { tls: { verified: true } } });
      expect(finished.code).toBe(0);
      const unknown = await document(configure);
      expect(unknown.result).toMatchObject({ outcome: 'errored', failure: { code: 'focus-unreachable' } });
      expect(unknown.finished.code).toBe(3);
    });
  });
});

describe.concurrent('a job that exists', () => {
  it.each(['datastream', 'pandadatastream'])(
    'is looked up and streamed where its description says (%s)',
    async (layout) => {
      await served(['--layout', layout, ...SMALL, '--streams', '3'], async (server) => {
        const { result, finished } = await document(['stream', '--focus-server', server.rest, ...JOB]);
        expectValid(result);
        expect(failedRules(result)).toEqual([]);
        expect(result).toMatchObject({
          outcome: 'passed',
          target: { address: server.address },
          layout: { name: layout },
          job: { id: '12-70788', streamAmount: 3, channelAmount: 9 },
          frames: { received: 90 },
        });
        expect(checkOf(result, 'stream.coverage').status).toBe('passed');
        expect(finished.code).toBe(0);
      });
    },
  );

  it('warns of the streams that were not opened', async () => {
    await served([...SMALL, '--streams', '3'], async (server) => {
      const lookUp = ['stream', '--focus-server', server.rest, ...JOB, '--stream-id', '1'];
      const { result, finished } = await document(lookUp);
      const coverage = checkOf(result, 'stream.coverage');
      expect(coverage).toMatchObject({ status: 'warned', examined: 1, violations: 1 });
      expect(coverage.findings[0]?.message).toBe('1 of 3 streams examined');
      expect(result.streams.map(({ streamId }) => streamId)).toEqual([1]);
      expect(checkOf(result, 'job.identity').status).toBe('passed');
      expect(finished.code).toBe(0);
      const strict = await grpcValidate([...lookUp, '--fail-on', 'warning', '-o', 'line']);
      expect(strict.stdout).toContain('1 of 3 streams examined');
      expect(strict.code).toBe(1);
    });
  });

  it('is described by a file, numbers written as text, the PRR told by nobody', async () => {
    await served([...SMALL, '--rest-quirk', 'bare-url'], async (server) => {
      const description = await metadata(server);
      const { metadata: _, ...known } = description;
      const path = file(Object.fromEntries(Object.entries(known).map(([key, value]) => [key, asText(value)])));
      const { result, finished } = await document([
        'stream',
        '--description',
        path,
        '--fail-on',
        'warning',
        ...WITHOUT_FREEZES,
      ]);
      expectValid(result);
      expect(findingsOf(result)).toEqual([]);
      expect(result).toMatchObject({
        outcome: 'passed',
        target: { address: server.address },
        job: { id: '12-70788', channelAmount: 9, frequenciesAmount: 64, linesDt: 0.02, prr: null },
        frames: { received: 30 },
      });
      expect(checkOf(result, 'dimension.sensors').status).toBe('passed');
      expect(finished.code).toBe(0);
    });
  });

  it('is understood when its server sends text for numbers, a bare URL, and the PRR apart', async () => {
    await served([...SMALL, '--rest-quirk', 'stringly,bare-url,prr-live'], async (server) => {
      const { result, finished } = await document(['stream', '--focus-server', server.rest, ...JOB]);
      expect(failedRules(result)).toEqual([]);
      expect(result).toMatchObject({ outcome: 'passed', job: { prr: 1000 }, frames: { received: 30 } });
      expect(checkOf(result, 'range.frequency').status).toBe('passed');
      expect(finished.code).toBe(0);
    });
  });

  it('is streamed from the target given, which its description disagrees with, and says so', async () => {
    await served([...SMALL, '--rest-fault', 'wrong-port'], async (server) => {
      const { result, finished } = await document(['stream', server.address, '--focus-server', server.rest, ...JOB]);
      const said = expect.stringMatching(new RegExp(`127\\.0\\.0\\.1:1\\b.*${server.address}.*wins`));
      expect(result).toMatchObject({ outcome: 'passed', target: { address: server.address } });
      expect(result.notes).toContainEqual(said);
      expect(finished.stderr).toMatch(/wins/);
      expect(finished.code).toBe(0);
    });
  });

  it('needs no --job in a layout whose request has none', async () => {
    await served(['--layout', 'pandadatastream', ...SMALL], async (server) => {
      const { result, finished } = await document(['stream', server.address, '--layout', 'pandadatastream']);
      expect(result).toMatchObject({
        outcome: 'passed',
        layout: { name: 'pandadatastream' },
        frames: { received: 30 },
      });
      expect(finished.code).toBe(0);
    });
  });

  it('has its layout found out, and named in the first line', async () => {
    await served(['--layout', 'pandadatastream', ...SMALL], async (server) => {
      const { code, stdout } = await grpcValidate(['stream', server.address, ...JOB, '--bins', '64']);
      expect(stdout.split('\n')[0]).toContain('pandadatastream');
      expect(stdout).toContain('does not implement');
      expect(stdout).toMatch(/9 sensors x\s+64/);
      expect(code).toBe(0);
    });
  });

  it('keeps the element type and the axes it is given', async () => {
    await served(['--layout', 'pandadatastream', ...SMALL, '--element', 'int16'], async (server) => {
      const flags = ['--element', 'int16', '--axes', '9x64', '--fail-on', 'warning', ...WITHOUT_FREEZES];
      const { result, finished } = await document(['stream', server.address, ...JOB, '--ended', ...flags]);
      expect(result.layout).toEqual({
        name: 'pandadatastream',
        element: 'int16 (given)',
        axes: '9 sensors x 64 bins (given)',
      });
      expect(finished.code).toBe(0);
    });
  });
});

describe.concurrent('a Focus Server', () => {
  it.each<[name: string, faults: readonly string[], code: number, failure: string, words: RegExp]>([
    ['that answers HTML', ['nonsense'], 3, 'focus-nonsense', /HTML/],
    ['that fails in itself', ['error-500'], 3, 'focus-nonsense', /failed: 500: internal server error/],
    ['whose answer ends in the middle', ['truncated'], 3, 'focus-nonsense', /not answered in JSON/],
    ['that never answers', ['silent'], 3, 'focus-unreachable', /no answer/],
    ['that does not know the job', ['not-found'], 4, 'job-not-found', /job not found: 12-70788/],
    ['whose job never gets ready', ['never-ready'], 4, 'job-not-ready', /--wait-job|did not become ready/],
    ['that names a port where nobody listens', ['wrong-port'], 3, 'tcp-refused', /127\.0\.0\.1:1\b/],
  ])('%s ends the run with one clear line', async (_, faults, code, failure, words) => {
    await served([...SMALL, '--rest-fault', faults.join(',')], async (server) => {
      const patience = ['--wait-job', '1s', '--connect-timeout', '2s'];
      const { result, finished } = await document(['stream', '--focus-server', server.rest, ...JOB, ...patience]);
      expectValid(result);
      expect(result).toMatchObject({
        outcome: code === 3 ? 'errored' : 'broken',
        exitCode: code,
        failure: { code: failure },
      });
      expect(result.summary.line).toMatch(words);
      expectNoStack(finished);
      expect(finished.code).toBe(code);
    });
  });

  it.each<[fault: string, rule: string, words: RegExp]>([
    ['contradiction', 'job.reply', /frequencies_list has 63 entries, frequencies_amount is 64/],
    ['channel-count', 'job.reply', /channel_amount is 10/],
    ['prr-zero', 'job.reply', /no-live-source/],
    ['axis-unsorted', 'range.frequency', /does not ascend/],
    ['axis-outside', 'range.frequency', /above PRR\/2/],
  ])('with the fault %s makes %s fail, though every frame is fine', async (fault, rule, words) => {
    await served([...SMALL, '--rest-fault', fault], async (server) => {
      const { result, finished } = await document(['stream', '--focus-server', server.rest, ...JOB]);
      expectValid(result);
      const check = checkOf(result, rule);
      expect(check.status).toBe('failed');
      expect(check.findings[0]?.message).toMatch(words);
      expect(result).toMatchObject({ outcome: 'failed', frames: { received: 30 } });
      expect(finished.code).toBe(1);
    });
  });

  it('that counts a stream too many is told so, and the stream it lacks breaks the run', async () => {
    await served([...SMALL, '--rest-fault', 'stream-count'], async (server) => {
      const { result, finished } = await document([
        'stream',
        '--focus-server',
        server.rest,
        ...JOB,
        '--wait-job',
        '1s',
      ]);
      expect(checkOf(result, 'job.reply')).toMatchObject({ status: 'failed' });
      expect(result).toMatchObject({ outcome: 'broken', status: { name: 'NOT_FOUND' }, frames: { received: 30 } });
      expect(finished.code).toBe(4);
    });
  });

  it('with an impossible port is no help without a target, and contradicts itself with one', async () => {
    await served([...SMALL, '--rest-fault', 'impossible-port'], async (server) => {
      const lookUp = ['--focus-server', server.rest, ...JOB];
      const alone = await document(['stream', ...lookUp]);
      expect(alone.result.failure?.message).toContain('70000');
      expect(alone.finished.code).toBe(3);
      const { result, finished } = await document(['stream', server.address, ...lookUp]);
      expect(checkOf(result, 'job.reply').findings[0]?.message).toContain('70000');
      expect(finished.code).toBe(1);
    });
  });

  it('that is down is waited for, then exit 3', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { result, finished } = await document(['stream', '--focus-server', url, ...JOB, '--wait-job', '1s']);
    expectValid(result);
    expect(result).toMatchObject({ outcome: 'errored', exitCode: 3, failure: { code: 'focus-unreachable' } });
    expect(result.summary.line).toContain(url);
    expectNoStack(finished);
    expect(finished.code).toBe(3);
  });

  it('refuses what the cable does not have, in its own words: exit 4', async () => {
    await served(['--layout', 'pandadatastream'], async (server) => {
      const request = file({ ...LIVE, channels: { min: 2200, max: 2300 } });
      const { result, finished } = await document(['stream', '--focus-server', server.rest, '--configure', request]);
      expect(result).toMatchObject({ outcome: 'broken', failure: { code: 'job-refused' } });
      expect(result.failure?.message).toMatch(/channels\.max 2300 is above the highest, 2222/);
      expect(finished.code).toBe(4);
    });
  });
});

describe.concurrent('bad words about a job', () => {
  let server: HostedServer;
  let description: Description;
  beforeAll(async () => {
    server = await serveSpectrogram('--rest-port', '0', ...SMALL);
    description = await metadata(server);
  });
  afterAll(() => server.stop());

  it.each<[name: string, args: () => string[], words: () => RegExp]>([
    [
      'a description whose list is too short',
      () => ['--description', described('short.json', { frequencies_amount: 65 })],
      () => /short\.json contradicts itself: frequencies_list has 64 entries, frequencies_amount is 65/,
    ],
    [
      'a description whose channels are in streams it does not have',
      () => ['--description', described('streams.json', { stream_amount: 3 })],
      () => /streams\.json contradicts itself: .*stream 1/,
    ],
    [
      'a description whose times run backwards',
      () => ['--description', described('times.json', { start_time: 1_790_000_000, end_time: 1_780_000_000 })],
      () => /times\.json contradicts itself: end_time is before start_time/,
    ],
    ['a description that is not there', () => ['--description', join(folder, 'none.json')], () => /none\.json/],
    ['a description that is no JSON', () => ['--description', file('{\n"job_id": }')], () => /json:2/],
    [
      'two descriptions',
      () => ['--description', file(description), '--focus-server', server.rest],
      () => /--description.*--focus-server/,
    ],
    [
      'a job to be looked up and made',
      () => ['--focus-server', server.rest, '--configure', file(LIVE), ...JOB],
      () => /--configure.*--job/,
    ],
    ['a job to be made by nobody', () => ['--configure', file(LIVE)], () => /--focus-server/],
    ['no job on a Focus Server', () => ['--focus-server', server.rest], () => /--job.*--configure/],
    ['a Focus Server that is no URL', () => ['--focus-server', 'focus:80:80', ...JOB], () => /focus:80:80/],
    [
      'more channels than a cable has',
      () => ['--focus-server', server.rest, '--configure', file({ ...LIVE, channels: { min: 1, max: 2223 } })],
      () => /\.json.*channels.*2222.*2223/,
    ],
    [
      'an NFFT that is no power of two',
      () => ['--focus-server', server.rest, '--configure', file({ ...LIVE, nfftSelection: 1000 })],
      () => /\.json.*nfftSelection.*power of two.*1000/,
    ],
    [
      'a waterfall with a frequency range',
      () => ['--focus-server', server.rest, '--configure', file({ ...LIVE, view_type: 2, nfftSelection: 1 })],
      () => /\.json.*frequencyRange.*waterfall/,
    ],
    [
      'a start that is no time',
      () => ['--focus-server', server.rest, '--configure', file({ ...LIVE, start_time: 'yesterday' })],
      () => /\.json.*start_time.*now-10m/,
    ],
    [
      'a layout naming a field that is not there',
      () => [server.address, ...JOB, '--layout', layout({ rows: 'rowz' })],
      () => /layout\.yaml:\d+.*rowz.*rows/,
    ],
    [
      'a layout naming a method that is not there',
      () => [server.address, ...JOB, '--layout', layout({ method: 'datastream.DataStreamService/StreamSpectrogram' })],
      () => /layout\.yaml:\d+.*StreamSpectrogram.*StreamSpectrograms/,
    ],
    ['axes that are none', () => [server.address, ...JOB, '--axes', '17'], () => /--axes takes.*17x256.*"17"/],
    ['an element that is none', () => [server.address, ...JOB, '--element', 'float31'], () => /--element.*float32/],
  ])('%s gets one line and exit 2, before anything is sent', async (_, args, words) => {
    const finished = await grpcValidate(['stream', ...args()]);
    expect(finished.stderr).toMatch(words());
    expectNoStack(finished);
    expect(finished.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(finished.stdout).toBe('');
    expect(finished.code).toBe(2);
  });

  function described(name: string, wrong: Description): string {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify({ ...description, ...wrong }));
    return path;
  }
});

/** A datastream layout with one word changed. */
function layout({ rows = 'rows', method = 'datastream.DataStreamService/StreamSpectrograms' }): string {
  const path = join(mkdtempSync(join(folder, 'layout-')), 'layout.yaml');
  const proto = new URL('../../protos/datastream.proto', import.meta.url).pathname;
  writeFileSync(
    path,
    [
      'name: mine',
      `proto: ${proto}`,
      `method: ${method}`,
      'request: { job: job_id }',
      'frame:',
      `  rows: ${rows}`,
      '  sensors: rows.sensors',
      '  values: rows.sensors.intensity',
    ].join('\n'),
  );
  return path;
}

/** The request as a server takes it, times settled. */
function inSeconds(): Description {
  const start = Math.floor(Date.now() / 1000) - 600;
  return { ...HISTORIC, start_time: start, end_time: start + 3 };
}

async function served(flags: readonly string[], follow: (server: HostedServer) => Promise<void>): Promise<void> {
  const server = await serveSpectrogram('--rest-port', '0', ...flags);
  try {
    await follow(server);
  } finally {
    await server.stop();
  }
}

async function configured({ rest }: HostedServer, request: Description): Promise<Description> {
  const reply = await fetch(`${rest}/configure`, { method: 'POST', body: JSON.stringify(request) });
  return (await reply.json()) as Description;
}

async function metadata({ rest }: HostedServer, job = '12-70788'): Promise<Description> {
  const reply = await fetch(`${rest}/metadata/${job}`);
  return (await reply.json()) as Description;
}

function asText(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

function failedRules({ checks }: { readonly checks: readonly { readonly rule: string; readonly status: string }[] }) {
  return checks.filter(({ status }) => status === 'failed').map(({ rule }) => rule);
}

function expectNoStack({ stderr, stdout }: Finished): void {
  expect(stderr + stdout).not.toMatch(/^\s+at /m);
}
