import { describe, expect, it } from 'vitest';
import type { ConnectAttempt } from '../../../src/base/result.ts';
import type { FindJobOptions, FoundJob } from '../../../src/run/focus/find-job.ts';
import { findJob, noStreamTarget } from '../../../src/run/focus/find-job.ts';
import type { ConfigureRequest } from '../../../src/run/focus/configure-request.ts';
import { parseDescription } from '../../../src/frame/description.ts';
import type { Scripted } from '../../support/focus-server.ts';
import { freePort, healthyReply, scriptedServer } from '../../support/focus-server.ts';
import { HandClock } from '../../support/hand-clock.ts';
import { certificate } from '../../support/wire-certs.ts';

const ID = '12-70788';
const METADATA = `GET /metadata/${ID}`;
const CONFIGURE = 'POST /configure';
const REQUEST: ConfigureRequest = {
  path: 'job.json',
  body: { channels: { min: 1, max: 50 } },
  facts: { channels: { min: 1, max: 50 }, nfft: 1024, live: true },
};

interface Run {
  readonly clock: HandClock;
  readonly told: (string | undefined)[];
  find(options?: Partial<FindJobOptions>): Promise<FoundJob>;
}

function runAt(url: URL, signal?: AbortSignal): Run {
  const clock = new HandClock(100);
  const told: (string | undefined)[] = [];
  const host = {
    clock,
    random: () => 0.5,
    onAttempt: ({ cause }: ConnectAttempt) => told.push(cause),
    signal: signal ?? new AbortController().signal,
  };
  return {
    clock,
    told,
    find: (options = {}) =>
      findJob(
        {
          server: { url, headers: [], tls: {}, timeoutMs: 10_000 },
          job: ID,
          configure: null,
          waitJobMs: 10_000,
          security: { tls: false, plaintext: false },
          ...options,
        },
        host,
      ),
  };
}

const MAKE = { job: null, configure: REQUEST } as const;

describe('a job that is looked up', () => {
  it('is described, its target named', async () => {
    const server = await scriptedServer({ [METADATA]: [{ json: healthyReply() }] });
    const found = await runAt(server.url).find();
    expect(found).toMatchObject({
      jobId: ID,
      request: undefined,
      target: 'http://127.0.0.1:50051',
      startedAt: 100,
      attempts: [],
      description: { streamAmount: 3, prr: 1000, contradictions: [] },
    });
    expect(server.seen.map(({ path }) => path)).toEqual([`/metadata/${ID}`]);
  });

  it('is waited for while the server starts and its replies are empty', async () => {
    const answers: Scripted[] = [
      { status: 503 },
      { text: '' },
      { json: {} },
      { json: { job_id: ID, status: '' } },
      'hang-up',
      { json: healthyReply() },
    ];
    const { url } = await scriptedServer({ [METADATA]: answers });
    const run = runAt(url);
    const found = await run.find();
    expect(run.clock.slept).toEqual([1000, 1000, 1000, 1000, 1000]);
    const causes = ['focus-unreachable', ...Array<string>(3).fill('job-not-ready'), 'focus-unreachable'];
    expect(run.told).toEqual(causes);
    expect(found.attempts.map(({ cause }) => cause)).toEqual(causes);
    expect(found.description.streamAmount).toBe(3);
  });

  it('is final when the server does not know it', async () => {
    const { url } = await scriptedServer({});
    const run = runAt(url);
    await expect(run.find()).rejects.toMatchObject({ code: 'job-not-found', exitCode: 4 });
    expect(run.clock.slept).toEqual([]);
  });

  it('fails with exit 3 when the server stays away', async () => {
    const run = runAt(new URL(`http://127.0.0.1:${await freePort()}`));
    await expect(run.find({ waitJobMs: 3500 })).rejects.toMatchObject({ code: 'focus-unreachable', exitCode: 3 });
    expect(run.clock.slept).toHaveLength(3);
  });

  it('fails with exit 4 when it never becomes ready', async () => {
    const { url } = await scriptedServer({ [METADATA]: [{ json: {} }] });
    await expect(runAt(url).find()).rejects.toMatchObject({ code: 'job-not-ready', exitCode: 4 });
  });

  it.each<[Scripted]>([[{ text: 'hello' }], [{ json: { hello: 1 } }], [{ status: 301 }]])(
    'fails at once on %j, which is nonsense',
    async (answer) => {
      const { url } = await scriptedServer({ [METADATA]: [answer] });
      const run = runAt(url);
      await expect(run.find()).rejects.toMatchObject({ code: 'focus-nonsense', exitCode: 3 });
      expect(run.clock.slept).toEqual([]);
    },
  );

  it('keeps the contradictions of its reply for the rule', async () => {
    const { url } = await scriptedServer({ [METADATA]: [{ json: healthyReply({ channel_amount: 49 }) }] });
    expect((await runAt(url).find()).description.contradictions).toEqual([
      'channel_amount is 49, channel_to_stream_index has 50 channels',
    ]);
  });

  it('contradicts a reply about another job, though not a shortened id', async () => {
    const reply = (job_id: unknown): Scripted => ({ json: healthyReply({ job_id }) });
    const { url } = await scriptedServer({ [METADATA]: [reply('12-1'), reply(70_788), reply(undefined)] });
    const run = runAt(url);
    const contradictions = [];
    for (let i = 0; i < 3; i += 1) contradictions.push((await run.find()).description.contradictions);
    expect(contradictions).toEqual([['job_id is 12-1, the job asked for is 12-70788'], [], []]);
  });

  it('gets its pulse repetition rate from the live source where the reply has none', async () => {
    const { url } = await scriptedServer({
      [METADATA]: [{ json: healthyReply({ metadata: null }) }],
      'GET /live_metadata': [{ json: { prr: '2000' } }, { json: { prr: 0 } }, { status: 404 }],
    });
    const run = runAt(url);
    expect((await run.find()).description.prr).toBe(2000);
    expect((await run.find()).description.contradictions).toEqual(['no-live-source: /live_metadata gives a prr of 0']);
    expect((await run.find()).description).toMatchObject({ prr: undefined, contradictions: [] });
  });

  it('is reached over TLS, with an authority and headers', async () => {
    const own = await certificate();
    const server = await scriptedServer(
      { [`GET /api/metadata/${ID}`]: [{ json: healthyReply({ stream_url: 'https://das' }) }] },
      own,
    );
    const options = {
      url: new URL('/api', server.url),
      headers: [['x-token', 'secret']] as const,
      tls: { ca: own.cert },
      timeoutMs: 10_000,
    };
    expect((await runAt(server.url).find({ server: options })).target).toBe('https://das:50051');
    expect(server.seen[0]?.headers['x-token']).toBe('secret');
    await expect(runAt(server.url).find()).rejects.toMatchObject({
      code: 'focus-unreachable',
      hint: expect.stringContaining('--ca') as string,
    });
  });
});

describe('a job that is made', () => {
  it('is described by the reply to the request', async () => {
    const server = await scriptedServer({ [CONFIGURE]: [{ json: healthyReply() }] });
    const found = await runAt(server.url).find(MAKE);
    expect(found).toMatchObject({ jobId: ID, request: REQUEST.facts, target: 'http://127.0.0.1:50051' });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual(REQUEST.body);
    expect(server.seen).toHaveLength(1);
  });

  it('is made once and looked up until it is described, 404 included', async () => {
    const server = await scriptedServer({
      [CONFIGURE]: [{ status: 503 }, { json: { job_id: ID, status: '' } }],
      [METADATA]: [{ status: 404 }, { text: '' }, { json: healthyReply() }],
    });
    const run = runAt(server.url);
    expect((await run.find(MAKE)).description.streamAmount).toBe(3);
    expect(run.told).toEqual(['focus-unreachable', 'job-not-found', 'job-not-ready']);
    expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET', 'GET', 'GET']);
  });

  it('is asked for again when the reply is empty', async () => {
    const server = await scriptedServer({
      [CONFIGURE]: [{ json: {} }, { json: { status: '' } }, { json: healthyReply() }],
    });
    expect((await runAt(server.url).find(MAKE)).jobId).toBe(ID);
    expect(server.seen).toHaveLength(3);
  });

  it('may have no id, where its host and port name it', async () => {
    const { url } = await scriptedServer({ [CONFIGURE]: [{ json: healthyReply({ job_id: undefined }) }] });
    expect((await runAt(url).find(MAKE)).jobId).toBeNull();
  });

  it('fails with the words of a server that refuses it', async () => {
    const { url } = await scriptedServer({ [CONFIGURE]: [{ status: 400, json: { detail: 'channels.max above 40' } }] });
    await expect(runAt(url).find(MAKE)).rejects.toMatchObject({
      code: 'job-refused',
      exitCode: 4,
      message: expect.stringContaining('channels.max above 40') as string,
    });
  });

  it('takes a waterfall asked for as one, though the reply does not say so', async () => {
    const { view_type: _, ...reply } = healthyReply({ frequencies_amount: 0, frequencies_list: [] });
    const { url } = await scriptedServer({ [CONFIGURE]: [{ json: reply }] });
    const configure: ConfigureRequest = { ...REQUEST, facts: { ...REQUEST.facts, viewType: 2 } };
    expect((await runAt(url).find({ job: null, configure })).description.contradictions).toEqual([]);
  });
});

describe('findJob', () => {
  it('is interrupted with the exit code of the signal', async () => {
    const { url } = await scriptedServer({ [METADATA]: ['silent'] });
    const controller = new AbortController();
    const pending = runAt(url, controller.signal).find();
    setTimeout(() => controller.abort('SIGTERM'), 20);
    await expect(pending).rejects.toMatchObject({ code: 'terminated', exitCode: 143 });
  });

  it('is interrupted while it waits', async () => {
    const { url } = await scriptedServer({ [METADATA]: [{ json: {} }] });
    const controller = new AbortController();
    const run = runAt(url, controller.signal);
    run.clock.sleep = async () => {
      controller.abort('SIGINT');
      return Promise.reject(new Error('SIGINT'));
    };
    await expect(run.find()).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
  });

  it('either looks a job up or makes one', async () => {
    const run = runAt(new URL('http://127.0.0.1:1'));
    await expect(run.find({ job: null })).rejects.toMatchObject({ code: 'usage' });
    await expect(run.find({ configure: REQUEST })).rejects.toMatchObject({ code: 'usage' });
  });

  it('speaks TLS to the stream where --tls says so', async () => {
    const { url } = await scriptedServer({ [METADATA]: [{ json: healthyReply() }] });
    const { target } = await runAt(url).find({ security: { tls: true, plaintext: false } });
    expect(target).toBe('https://127.0.0.1:50051');
  });
});

describe('noStreamTarget', () => {
  it.each([
    [{}, 'stream_url is missing'],
    [{ stream_url: 'das' }, 'stream_port is missing'],
    [{ stream_url: 'das', stream_port: 70_000 }, 'stream_port is 70000, not a port between 1 and 65535'],
  ])('says what is missing in %j', (reply, why) => {
    expect(noStreamTarget({ description: parseDescription(reply, '') })).toMatchObject({
      code: 'focus-nonsense',
      message: `the description of the job does not say where it is streamed: ${why}`,
      hint: 'give the target as an argument',
    });
  });

  it('is a matter of the file where the description came from one', () => {
    expect(noStreamTarget({ description: parseDescription({}, '') }, 'job.json')).toMatchObject({
      code: 'config',
      exitCode: 2,
      message: 'job.json: the description of the job does not say where it is streamed: stream_url is missing',
    });
  });
});
