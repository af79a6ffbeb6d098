import type { NetConnectOpts } from 'node:net';
import { PhaseError } from './dial-causes.ts';
import { NoHttp2 } from './http2-session.ts';
import { answersTls, sniffPlaintext } from './sniff.ts';
import type { Target } from './target.ts';
import { thrownCode } from './thrown.ts';
import { tlsCause } from './tls-causes.ts';

/** Why HTTP/2 without TLS did not come about, by what the peer answers. Passes on what is a PhaseError already. */
export async function diagnosePlaintext(
  thrown: unknown,
  bytesRead: number,
  where: NetConnectOpts,
  target: Target,
): Promise<unknown> {
  const silence = thrown instanceof PhaseError && thrown.why === 'settings-timeout' && bytesRead > 0;
  if (!(thrown instanceof NoHttp2) && !silence) return asPhase(thrown, target);
  const sniffed = await sniffPlaintext(where);
  const said = `${target.address} answers "${sniffed.start}"`;
  switch (sniffed.kind) {
    case 'tls':
      return new PhaseError('peer-is-tls', `${target.address} answers in TLS`, { cause: thrown });
    case 'http1':
      return new PhaseError('peer-is-http1', `${said}: HTTP/1, not HTTP/2`, { cause: thrown });
    case 'other':
      return new PhaseError('peer-is-http1', `${said}: not HTTP/2`, { cause: thrown });
    case 'silent':
      if (bytesRead === 0 && (await answersTls(where))) {
        return new PhaseError('peer-is-tls', `${target.address} closes on plaintext and answers in TLS`, {
          cause: thrown,
        });
      }
      break;
    case 'http2':
      break;
  }
  return silence ? thrown : reset(thrown, target);
}

/** Why TLS, or HTTP/2 in it, did not come about. Passes on what is a PhaseError already. */
export async function diagnoseTls(
  thrown: unknown,
  bytesRead: number,
  where: NetConnectOpts,
  target: Target,
  clientCert?: boolean,
): Promise<unknown> {
  const shut = thrown instanceof PhaseError && thrown.why === 'tcp-reset';
  if (shut && bytesRead === 0) {
    const { kind } = await sniffPlaintext(where);
    if (kind === 'http2' || kind === 'http1') {
      const message = `${target.address} closes on TLS and answers in plaintext`;
      return new PhaseError('peer-is-plaintext', message, { cause: thrown });
    }
    return thrown;
  }
  if (thrown instanceof PhaseError) return thrown;
  if (thrown instanceof NoHttp2) {
    if (thrown.how === 'protocol') {
      return new PhaseError('peer-is-http1', `${target.address} chose h2 by ALPN but does not speak it`, {
        cause: thrown,
      });
    }
    // With TLS 1.3 a server judges our certificate, or its absence, only after our handshake is done.
    const hint = clientCert
      ? 'the server may not trust our certificate: see its log'
      : 'the server may want a certificate of ours: --cert FILE --key FILE; see its log';
    return new PhaseError('tcp-reset', `${thrown.message}, after TLS`, { hint, cause: thrown });
  }
  return asPhase(thrown, target, clientCert);
}

function asPhase(thrown: unknown, target: Target, clientCert: boolean = false): unknown {
  const code = thrownCode(thrown);
  if (thrown instanceof PhaseError || !(thrown instanceof Error)) return thrown;
  if (!/^(?:ERR_SSL|E[A-Z]+$)/.test(code)) return thrown;
  const [cause, message] = tlsCause(thrown, { serverHello: true, clientCert });
  return new PhaseError(cause, `${target.address}: ${message}`, { cause: thrown });
}

function reset(thrown: unknown, target: Target): PhaseError {
  const message =
    thrown instanceof NoHttp2 && thrown.how === 'closed'
      ? thrown.message
      : `${target.address} begins HTTP/2 but ends it, or breaks its rules, before the connection stands`;
  return new PhaseError('tcp-reset', message, { cause: thrown });
}
