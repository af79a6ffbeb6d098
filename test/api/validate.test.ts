import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validate } from '../../src/api/validate.ts';
import type { RunningServer } from '../../src/serve/server.ts';
import { startSpectrogramServer } from '../../src/serve/server.ts';
import { grpcEcho } from '../support/echo-peer.ts';
import { expectValid } from '../support/schema.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startSpectrogramServer({
    defaults: { sensors: 4, bins: 16, fps: 100, frames: 30 },
    jobs: { '12-70788': {}, live: { frames: 0 } },
  });
});
afterAll(() => server.close());

describe('validate', () => {
  it('gives the document the command would', async () => {
    const result = await validate({
      target: server.address,
      job: '12-70788',
      frames: 30,
      sensorIds: '1..4',
      slo: ['fps>1'],
      layout: 'datastream',
    });
    expectValid(result);
    expect(result).toMatchObject({ outcome: 'passed', frames: { received: 30, expected: 30 } });
    expect(result.settings['sensor-ids']).toEqual({ value: '1..4', origin: '--sensor-ids' });
  });

  it('puts what the stream did wrong into the result', async () => {
    const result = await validate({ target: server.address, job: 'nope', layout: 'datastream' });
    expect(result).toMatchObject({ outcome: 'broken', exitCode: 4, status: { name: 'NOT_FOUND' } });
  });

  it('keeps secrets that the server repeats out of the result', async () => {
    const peer = await grpcEcho();
    const metadata = ['authorization: Bearer hunter22hunter22'];
    const result = await validate({ target: peer.address, job: 'x', metadata, layout: 'datastream' });
    await peer.close();
    expect(peer.heard[0]).toContain('hunter22');
    expect(result.status?.message).toContain('(hidden)');
    expect(JSON.stringify(result)).not.toContain('hunter22');
  });

  it('can be ended from outside and looked into', async () => {
    const controller = new AbortController();
    const result = await validate({
      target: server.address,
      job: 'live',
      layout: 'datastream',
      signal: controller.signal,
      onStart: (peek) => void setTimeout(() => peek().frames >= 0 && controller.abort('SIGINT'), 200),
    });
    expect(result).toMatchObject({ outcome: 'interrupted', exitCode: 130 });
  });

  it.each([
    [{ job: 'x' }, /no target was given/],
    [{ target: 'a', job: 'x' }, /port/],
    [{ target: 'a:1', job: 'x', farmes: 3 }, /"farmes"/],
    [{ target: 'a:1', job: 'x', frames: 'many' }, /--frames takes a whole number/],
  ])('refuses %j', async (options, words) => {
    await expect(validate(options)).rejects.toThrow(words);
  });
});
