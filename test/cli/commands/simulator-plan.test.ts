import { describe, expect, it } from 'vitest';
import { planEmbedded, withoutTls } from '../../../src/cli/commands/simulator-plan.ts';
import { EMBEDDED } from '../../../src/cli/options/checks.ts';
import { STREAM } from '../../../src/cli/options/tables.ts';
import { settle } from '../../../src/cli/settings.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

describe('planEmbedded', () => {
  it('starts nothing when there is a target, and refuses faults for it', () => {
    expect(planEmbedded(settingsOf(EMBEDDED), false)).toBeUndefined();
    expect(() => planEmbedded(settingsOf(EMBEDDED, { fault: 'nan@1' }), false)).toThrow(
      /--fault is for the embedded simulator/,
    );
    expect(() => planEmbedded(settingsOf(EMBEDDED, { quirk: 'unpacked' }), false)).toThrow(/--quirk/);
  });

  it('hands faults and quirks to the simulator, mistakes found first', () => {
    const settings = settingsOf(EMBEDDED, { fault: 'nan@1', quirk: 'unpacked,log-floor' });
    expect(planEmbedded(settings, true)?.defaults).toEqual({ faults: 'nan@1', quirks: ['unpacked', 'log-floor'] });
    expect(() => planEmbedded(settingsOf(EMBEDDED, { fault: 'nna@1' }), true)).toThrow(/nna/);
  });
});

describe('withoutTls', () => {
  it.each([
    [{ tls: true }],
    [{ ca: 'a.pem' }],
    [{ servername: 'a' }],
    [{ skipVerify: true }],
    [{ embedded: true, tls: true }],
  ])('refuses %j: the simulator speaks plaintext', (said) => {
    expect(() => withoutTls(STREAM, settingsOf(STREAM, said))).toThrow(
      /^--[a-z-]+ is for TLS, and the embedded simulator/,
    );
  });

  it('passes over what a variable says when --embedded is a flag', () => {
    const env = { GRPC_VALIDATE_CA: 'a.pem' };
    const settings = settle(STREAM, { flags: new Map([['embedded', true]]), env, config: NO_CONFIG });
    expect(withoutTls(STREAM, settings).values.ca).toBeNull();
    expect(() => withoutTls(STREAM, settle(STREAM, { flags: new Map(), env, config: NO_CONFIG }))).toThrow(
      /^GRPC_VALIDATE_CA/,
    );
  });
});
