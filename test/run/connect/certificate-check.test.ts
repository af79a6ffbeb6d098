import { describe, expect, it } from 'vitest';
import type { TlsInfo } from '../../../src/base/result.ts';
import { checkCertificate } from '../../../src/run/connect/certificate-check.ts';

function tls(daysLeft: number, verified = true): TlsInfo {
  const peer = { subject: 'CN=das', issuer: 'CN=CA', names: 'DNS:das', daysLeft };
  return { version: 'TLSv1.3', cipher: 'X', alpn: 'h2', verified, peer };
}

describe('connect.certificate', () => {
  it('passes for a checked certificate that holds for a while', () => {
    expect(checkCertificate(tls(14))).toMatchObject({ status: 'passed', severity: 'warning', examined: 1 });
  });

  it.each([
    [13, true, 'the certificate of CN=das is good for 13 days more'],
    [1, true, 'the certificate of CN=das is good for 1 day more'],
    [0, true, 'the certificate of CN=das is good for less than a day'],
    [-3, false, 'the certificate of CN=das is past its end by 3 days'],
    [300, false, 'the certificate of CN=das was not checked'],
  ])('warns of one with %d days left, verified %s', (days, verified, message) => {
    expect(checkCertificate(tls(days, verified))).toMatchObject({ status: 'warned', findings: [{ message }] });
  });

  it.each([null, { ...tls(3), peer: null }])('is skipped where there is none: %j', (info) => {
    expect(checkCertificate(info)).toMatchObject({ status: 'skipped', examined: 0 });
  });
});
