import { describe, expect, it } from 'vitest';
import { prepareConnect } from '../../../src/cli/commands/connect-plan.ts';
import { CONNECT } from '../../../src/cli/options/tables.ts';
import type { ConnectValues } from '../../../src/cli/options/values.ts';
import { settle } from '../../../src/cli/settings.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

type Said = Partial<Record<keyof ConnectValues, string | boolean | readonly string[]>>;

const prepared = (target: string | undefined, said: Said = {}, env: Record<string, string> = {}) =>
  prepareConnect(target, settingsOf(CONNECT, said), NO_CONFIG, { env });

const planned = (said: Said = {}, env: Record<string, string> = {}) => prepared('das:50051', said, env).plan(null);

function fromEnv(env: Record<string, string>) {
  const settings = settle(CONNECT, { flags: new Map(), env, config: NO_CONFIG });
  return prepareConnect('das:50051', settings, NO_CONFIG, { env }).plan(null);
}

describe('prepareConnect', () => {
  it('plans what the words say', () => {
    const said = { connectTimeout: '3s', service: ['a.B', 'a.B', 'c.D'], metadata: ['x-id: ${ID}'], label: ['a=b'] };
    const plan = planned(said, { ID: '7' });
    expect(plan).toMatchObject({
      command: 'connect',
      embedded: false,
      isLayoutNamed: false,
      services: ['a.B', 'c.D'],
      metadata: [['x-id', '7']],
      labels: { a: 'b' },
      questionMs: 3000,
      notes: [],
      reach: { security: 'tls', connectTimeoutMs: 3000, retries: 3, target: { address: 'das:50051' } },
      settings: { target: { value: 'das:50051', origin: 'argument' } },
    });
    expect(plan.layouts.map(({ name }) => name)).toEqual(['datastream', 'pandadatastream']);
    expect(plan.slos).toMatchObject([{ expression: 'connect<10s', origin: 'default' }]);
  });

  it('takes severities of its own checks, and passes over those of other commands in the environment', () => {
    expect([...planned({ severity: ['connect.method=off'] }).severities]).toEqual([['connect.method', 'off']]);
    const env = { GRPC_VALIDATE_SEVERITY: 'nonzero.twins=off,connect.health=warning' };
    expect([...fromEnv(env).severities]).toEqual([['connect.health', 'warning']]);
    const refused = (severity: string) => () => planned({ severity: [severity] });
    expect(refused('nonzero.twins=off')).toThrow('there is no rule nonzero.twins');
    expect(refused('connect.helth=off')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('connect.health') as string }),
    );
    expect(refused('connect.grpc=off')).toThrow('connect.grpc cannot be switched off');
  });

  it('knows whether the user named the layout', () => {
    expect(planned({ layout: 'auto' }).isLayoutNamed).toBe(false);
    const plan = planned({ layout: 'pandadatastream' });
    expect([plan.isLayoutNamed, plan.layouts.map(({ name }) => name)]).toEqual([true, ['pandadatastream']]);
  });

  it('falls back to the simulator, whose address comes later, and says so', () => {
    const { embedded, plan } = prepared(undefined);
    expect(embedded).toBe(true);
    expect(plan('127.0.0.1:7')).toMatchObject({
      embedded: true,
      notes: ['no target was given: connecting to the embedded simulator'],
      reach: { target: { address: '127.0.0.1:7' }, security: 'plaintext' },
      settings: { target: { value: 'embedded', origin: 'default' } },
    });
  });

  it('says that a certificate is not checked, and that a proxy is not followed', () => {
    expect(planned({ skipVerify: true }).notes).toEqual(['the server certificate is not checked (--skip-verify)']);
    expect(planned({}, { https_proxy: 'http://user:secret@proxy:3128' }).notes).toEqual([
      expect.stringMatching(/^https_proxy is set \(proxy:3128\) but not followed/) as string,
    ]);
    expect(prepared(undefined, {}, { https_proxy: 'http://proxy:3128' }).plan('127.0.0.1:7').notes).toHaveLength(1);
  });

  it('takes limits of other commands from the environment for what they are, and none from the command line', () => {
    expect(fromEnv({ GRPC_VALIDATE_SLO: 'fps>5,tls<1s' }).slos.map(({ expression }) => expression)).toEqual([
      'connect<10s',
      'tls<1s',
    ]);
    expect(() => fromEnv({ GRPC_VALIDATE_SLO: 'gapp95<5ms' })).toThrow(/GRPC_VALIDATE_SLO: unknown metric "gapp95"/);
    expect(() => planned({ slo: ['fps>5'] })).toThrow(/--slo: unknown metric "fps"/);
  });

  it.each<[Said, RegExp]>([
    [{ tls: true, plaintext: true }, /--tls and --plaintext contradict/],
    [{ json: true, output: 'line' }, /--json and --output line/],
    [{ insecure: true }, /--insecure means different things/],
    [{ layout: 'datastrem' }, /datastrem/],
    [{ metadata: ['x'] }, /no metadata/],
    [{ label: ['x'] }, /label/],
    [{ ca: '/no/such.pem' }, /--ca/],
  ])('refuses %j before anything is dialled', (said, words) => {
    expect(() => planned(said)).toThrow(words);
  });

  it('refuses a pipeline without a target, an empty target, and TLS for the simulator', () => {
    expect(() => prepared(undefined, {}, { CI: 'true' })).toThrow(/no target was given, and CI is set/);
    expect(prepared(undefined, { embedded: true }, { CI: 'true' }).embedded).toBe(true);
    expect(() => prepared('')).toThrow(/empty/);
    expect(() => prepared('a')).toThrow(/port is missing/);
    expect(() => prepared('a:1', { embedded: true })).toThrow(/both a target/);
    expect(() => prepared(undefined, { tls: true })).toThrow(/the embedded simulator speaks plaintext/);
  });
});
