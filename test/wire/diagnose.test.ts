import { describe, expect, it } from 'vitest';
import { PhaseError } from '../../src/wire/dial-causes.ts';
import { diagnosePlaintext, diagnoseTls } from '../../src/wire/diagnose.ts';
import { NoHttp2 } from '../../src/wire/http2-session.ts';
import { parseTarget } from '../../src/wire/target.ts';
import { tcpPeer } from '../support/wire-raw-peer.ts';

const target = parseTarget('127.0.0.1:1');
const nowhere = { host: '127.0.0.1', port: 1 };

describe('a diagnosis', () => {
  it.each([
    ['plaintext', diagnosePlaintext],
    ['TLS', diagnoseTls],
  ])('leaves what is known alone (%s)', async (_, diagnose) => {
    const known = new PhaseError('settings-timeout', 'late');
    expect(await diagnose(known, 0, nowhere, target)).toBe(known);
    const reason = new Error('interrupted');
    expect(await diagnose(reason, 0, nowhere, target)).toBe(reason);
  });

  it('names an error of the socket', async () => {
    const error = Object.assign(new Error('x'), { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' });
    expect(await diagnoseTls(error, 9, nowhere, target)).toMatchObject({ why: 'tls-client-cert-required' });
  });

  it('says what a server may have against our certificate', async () => {
    const closed = new NoHttp2('closed', 'it closed');
    expect(await diagnoseTls(closed, 9, nowhere, target, true)).toMatchObject({ hint: /not trust our certificate/ });
    expect(await diagnoseTls(closed, 9, nowhere, target, false)).toMatchObject({ why: 'tcp-reset', hint: /--cert/ });
  });

  it('keeps a reset where the peer says nothing more', async () => {
    const peer = await tcpPeer((socket) => socket.end());
    const where = { host: '127.0.0.1', port: peer.port };
    const closed = new NoHttp2('closed', 'it closed');
    expect(await diagnosePlaintext(closed, 0, where, target)).toMatchObject({ why: 'tcp-reset', message: 'it closed' });
    await peer.close();
  });
});
