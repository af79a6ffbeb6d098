import { describe, expect, it } from 'vitest';
import { draftCall } from '../../../src/cli/commands/call-plan.ts';
import { CALL } from '../../../src/cli/options/tables.ts';
import type { CallValues } from '../../../src/cli/options/values.ts';
import type { CallDraft, CallPlan } from '../../../src/run/call/plan.ts';
import { testIo } from '../../support/io.ts';
import { PROBE, PROBE_PROTO } from '../../support/probe.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

type Said = Parameters<typeof settingsOf<CallValues>>[1];

function drafted(
  said: Said = {},
  method = 'Count',
  target: string | undefined = '127.0.0.1:1',
  print = false,
): CallDraft {
  const io = testIo({ env: { TOKEN: 'hush' } });
  const show = () => () => ({ message: () => {} });
  const world = { io, config: NO_CONFIG, show: print ? show : null };
  return draftCall({ target, method: `probe.v1.Probe/${method}` }, settingsOf(CALL, said), world);
}

const planned = (said: Said = {}, method = 'Count', print = false): Promise<CallPlan> =>
  drafted(said, method, undefined, print).plan(
    { registry: PROBE, origin: 'probe.proto' },
    new AbortController().signal,
  );

describe('draftCall', () => {
  it('needs a target and reads the schema where files are named', () => {
    expect(() => drafted({}, 'Echo', '')).toThrow('the target given as an argument is empty');
    expect(drafted({}).schema).toBeNull();
    expect(drafted({ proto: [PROBE_PROTO] }).schema?.registry.getService('probe.v1.Probe')).toBeDefined();
    expect(() => drafted({ proto: ['/no/such.proto'] })).toThrow('/no/such.proto');
  });

  it('keeps the settings and shows no secret', () => {
    const { settings, command, labels } = drafted({ metadata: ['x-token: a'], label: ['build=5'], data: '{}' });
    expect(settings['target']).toEqual({ value: '127.0.0.1:1', origin: 'argument' });
    expect(settings['data']).toEqual({ value: '{}', origin: '--data' });
    expect(JSON.stringify(settings['metadata'])).toContain('(hidden)');
    expect({ command, labels }).toEqual({ command: 'call', labels: { build: '5' } });
  });

  it.each([
    [{ slo: ['gapp<1s'] }, 'unknown metric'],
    [{ metadata: ['nonsense'] }, 'is no metadata'],
    [{ label: ['nonsense'] }, '--label'],
    [{ cert: '/a' }, '--cert'],
    [{ compression: 'gzip', client: 'grpc-js' }, '--client grpc-js does not compress a single call'],
  ])('refuses %j before anything is known of the method', (said, words) => {
    expect(() => drafted(said)).toThrow(words);
  });
});

describe('the plan of a call', () => {
  it('knows method and kind, and what goes with them', async () => {
    expect(await planned()).toMatchObject({ kind: 'server-stream', timeoutMs: 300_000, compression: 'identity' });
    expect(await planned({ compression: 'deflate' })).toMatchObject({ compression: 'deflate' });
    await expect(planned({}, 'Coumt')).rejects.toThrow('there is no method probe.v1.Probe/Coumt');
    await expect(planned({ pingPong: true })).rejects.toThrow('--ping-pong means nothing');
    await expect(planned({ data: '{"cont":1}' })).rejects.toThrow('$.cont: probe.v1.Script has no such field');
    await expect(planned({ rule: ['a: message.nope > 1'] })).rejects.toThrow('nope');
  });

  it('expects the first message soon only of a stream that a request opens', async () => {
    const limits = async (method: string, said: Said = {}) => {
      const { slos, expectation } = await planned(said, method);
      return [slos.map(({ expression }) => expression), expectation.firstFrameMs.value];
    };
    expect(await limits('Count')).toEqual([['connect<10s', 'first-frame<5s'], 5000]);
    for (const method of ['Echo', 'Sum', 'Chat']) expect(await limits(method)).toEqual([['connect<10s'], 300_000]);
    expect(await limits('Echo', { slo: ['first-frame<1s'] })).toEqual([['connect<10s', 'first-frame<1s'], 1000]);
  });

  it('gives a long duration time enough, and stops sending rather than the call where one answer comes', async () => {
    expect(await planned({ duration: '10m' })).toMatchObject({ timeoutMs: 615_000, ending: { afterMs: 600_000 } });
    const upload = await planned({ duration: '1s', data: '{}' }, 'Sum');
    expect(upload).toMatchObject({ ending: { afterMs: null }, sending: { forMs: 1000 } });
  });

  it('ends where it is told to', async () => {
    expect((await planned({ maxMessages: '5' })).ending).toMatchObject({ maxFrames: 5 });
    const { expectation } = await planned({
      minMessages: '3',
      until: 'message.value > 1.0',
      expectStatus: 'NOT_FOUND',
    });
    expect(expectation).toMatchObject({
      unit: 'message',
      minFrames: { value: 3, origin: '--min-messages' },
      until: { value: 'message.value > 1.0', origin: '--until' },
      status: 5,
    });
  });

  it('says where the schema comes from, and when nothing is sent', async () => {
    expect((await planned({}, 'Chat')).notes).toEqual([
      'the schema is that of probe.proto',
      'no --data was given: nothing was sent',
    ]);
    expect((await planned({}, 'Count')).notes).toEqual(['the schema is that of probe.proto']);
  });

  it('has a watcher more where messages are shown', async () => {
    expect((await planned()).watchers).toHaveLength(1);
    expect((await planned({}, 'Count', true)).watchers).toHaveLength(2);
  });
});
