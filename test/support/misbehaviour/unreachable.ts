import { writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp } from 'node:net';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import type { DialCause } from '../../../src/base/failure.ts';
import type { DialPhase } from '../../../src/base/result.ts';
import type { TlsOptions } from '../../../src/wire/tls.ts';
import { blackHole } from '../black-hole.ts';
import { frame, TYPE } from '../wire-frames.ts';
import { tcpPeer } from '../wire-raw-peer.ts';
import type { Keys, Scene } from './scene.ts';

/** A target at which no connection comes about. */
export interface Unreachable {
  /** What is there, as the object of a sentence. */
  readonly name: string;
  readonly cause: DialCause;
  /** The phase that fails. */
  readonly phase: DialPhase;
  /** The peer has shown its certificate by then. */
  readonly shown?: boolean;
  readonly message?: RegExp;
  readonly hint?: RegExp;
  /** The target; null where this system cannot stage it. */
  readonly stage: (scene: Scene) => Promise<string | null> | string;
  /** TLS, with these settings; plaintext without. */
  readonly tls?: (keys: Keys) => TlsOptions;
  /** Limit of the attempt, ms, where it has to be waited for. */
  readonly limitMs?: number;
}

const LIMIT_MS = 400;

const at = (port: number): string => `127.0.0.1:${port}`;
const named = (port: number): string => `localhost:${port}`;
const trusting = ({ good }: Keys): TlsOptions => ({ ca: good.cert });
const mutual = ({ other }: Keys) => ({ ca: other.cert, requestCert: true, rejectUnauthorized: true });

const NETWORK: readonly Unreachable[] = [
  {
    name: 'a name that does not exist',
    cause: 'dns',
    phase: 'dns',
    message: /nowhere\.invalid/,
    stage: () => 'nowhere.invalid:1',
  },
  {
    name: 'a port nobody listens on',
    cause: 'tcp-refused',
    phase: 'tcp',
    message: /refused/,
    hint: /nothing listens there/,
    stage: async () => {
      const closed = await tcpPeer(() => undefined);
      await closed.close();
      return at(closed.port);
    },
  },
  {
    name: 'a port that drops every packet',
    cause: 'tcp-timeout',
    phase: 'tcp',
    message: /did not answer within \d/,
    hint: /firewall/,
    stage: async (scene) => {
      const hole = await blackHole();
      if (hole) scene.onStrike(() => hole.close());
      return hole && at(hole.port);
    },
    limitMs: LIMIT_MS,
  },
  { name: 'an address without a route', cause: 'unreachable', phase: 'tcp', stage: () => '255.255.255.255:9' },
  {
    name: 'a missing unix socket',
    cause: 'unix-missing',
    phase: 'tcp',
    stage: (scene) => `unix:${join(scene.folder(), 'not-there', 's')}`,
  },
  {
    name: 'a file that is no socket',
    cause: 'unix-missing',
    phase: 'tcp',
    message: /is no socket/,
    stage: (scene) => {
      const path = join(scene.folder(), 'f');
      writeFileSync(path, '');
      return `unix:${path}`;
    },
  },
  {
    name: 'a peer that closes at once',
    cause: 'tcp-reset',
    phase: 'http2',
    message: /before its SETTINGS/,
    stage: async (scene) => at(await scene.peer(tcpPeer((socket) => socket.end()))),
  },
  {
    name: 'a peer that resets at once',
    cause: 'tcp-reset',
    phase: 'http2',
    stage: async (scene) =>
      at(await scene.peer(tcpPeer((socket) => socket.once('data', () => socket.resetAndDestroy())))),
  },
];

const HTTP2: readonly Unreachable[] = [
  {
    name: 'a peer that says GOAWAY for a greeting',
    cause: 'tcp-reset',
    phase: 'http2',
    message: /begins HTTP\/2/,
    stage: async (scene) =>
      at(
        await scene.peer(
          tcpPeer((s) =>
            s.once('data', () => s.write(frame(TYPE.goaway, 0, 0, Buffer.from([0, 0, 0, 0, 0, 0, 0, 11])))),
          ),
        ),
      ),
  },
  {
    name: 'a peer that accepts and says nothing',
    cause: 'settings-timeout',
    phase: 'http2',
    stage: async (scene) => at(await scene.peer(tcpPeer(() => undefined))),
    limitMs: LIMIT_MS,
  },
  {
    name: 'a peer that says too little to be understood',
    cause: 'settings-timeout',
    phase: 'http2',
    stage: async (scene) =>
      at(await scene.peer(tcpPeer((s) => s.once('data', () => s.write(Buffer.from([0, 0, 6, 4, 0, 0, 0, 0, 0])))))),
    limitMs: LIMIT_MS,
  },
  {
    name: 'a peer that says nothing after TLS',
    cause: 'settings-timeout',
    phase: 'http2',
    shown: true,
    message: /sent no HTTP\/2 SETTINGS within/,
    stage: async (scene) => named(await scene.listening(createTls({ ...scene.keys.good, ALPNProtocols: ['h2'] }))),
    tls: trusting,
    limitMs: LIMIT_MS,
  },
  {
    name: 'an HTTP/1 server',
    cause: 'peer-is-http1',
    phase: 'http2',
    message: /HTTP\/1/,
    hint: /no gRPC port/,
    stage: async (scene) => at(await scene.listening(createHttp())),
  },
  {
    name: 'a server that answers with a page',
    cause: 'peer-is-http1',
    phase: 'http2',
    stage: async (scene) =>
      at(await scene.peer(tcpPeer((s) => s.once('data', () => s.end('<html>hello, this is a page</html>'))))),
  },
  {
    name: 'a server of another protocol',
    cause: 'peer-is-http1',
    phase: 'http2',
    message: /"SSH-2\.0-x\\r\\n": not HTTP\/2/,
    stage: async (scene) => at(await scene.peer(tcpPeer((s) => s.write('SSH-2.0-x\r\n')))),
  },
  {
    name: 'a peer that chose h2 and speaks something else',
    cause: 'peer-is-http1',
    phase: 'http2',
    shown: true,
    message: /does not speak it/,
    stage: async (scene) =>
      named(
        await scene.listening(
          createTls({ ...scene.keys.good, ALPNProtocols: ['h2'] }, (s) => {
            s.on('error', () => undefined);
            s.write('HTTP/1.1 400 Bad Request\r\n\r\n');
          }),
        ),
      ),
    tls: trusting,
  },
];

const MIXED_UP: readonly Unreachable[] = [
  {
    name: 'a TLS server, without TLS',
    cause: 'peer-is-tls',
    phase: 'http2',
    hint: /--tls, or write the target as grpcs:\/\/127\.0\.0\.1:\d+$/,
    stage: async (scene) => at(await scene.h2s()),
  },
  {
    name: 'a TLS server that hangs up on plaintext without a word',
    cause: 'peer-is-tls',
    phase: 'http2',
    message: /closes on plaintext/,
    stage: async (scene) => {
      const inner = createTls({ ...scene.keys.good, ALPNProtocols: ['h2'] });
      const outer = createTcp((socket) =>
        socket.once('data', (first: Buffer) => {
          if (first[0] !== 0x16) {
            socket.end();
            return;
          }
          socket.pause();
          socket.unshift(first);
          inner.emit('connection', socket);
        }),
      );
      inner.on('tlsClientError', () => undefined);
      return at(await scene.listening(outer));
    },
  },
  {
    name: 'a TLS server that explains itself in HTTP/1',
    cause: 'peer-is-tls',
    phase: 'http2',
    stage: async (scene) =>
      at(
        await scene.peer(
          tcpPeer((s) =>
            s.once('data', () =>
              s.end('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n'),
            ),
          ),
        ),
      ),
  },
  {
    name: 'a plaintext HTTP/2 server, with TLS',
    cause: 'peer-is-plaintext',
    phase: 'tls',
    hint: /--plaintext, or write the target as grpc:\/\/127\.0\.0\.1:\d+$/,
    stage: async (scene) => at(await scene.listening(createHttp2())),
    tls: trusting,
  },
  {
    name: 'a plaintext server that hangs up on TLS without a word',
    cause: 'peer-is-plaintext',
    phase: 'tls',
    message: /closes on TLS/,
    stage: async (scene) =>
      at(
        await scene.peer(
          tcpPeer((s) =>
            s.once('data', (first: Buffer) => (first[0] === 0x16 ? s.end() : s.write(frame(TYPE.settings, 0, 0)))),
          ),
        ),
      ),
    tls: trusting,
  },
  {
    name: 'a plaintext HTTP/1 server, with TLS',
    cause: 'peer-is-plaintext',
    phase: 'tls',
    stage: async (scene) => at(await scene.listening(createHttp())),
    tls: trusting,
  },
  {
    name: 'a peer that closes on everything, with TLS',
    cause: 'tcp-reset',
    phase: 'tls',
    stage: async (scene) => at(await scene.peer(tcpPeer((s) => s.once('data', () => s.end())))),
    tls: trusting,
  },
];

const TLS: readonly Unreachable[] = [
  {
    name: 'a peer silent in the handshake',
    cause: 'tls-handshake',
    phase: 'tls',
    message: /did not finish the TLS handshake within \d/,
    stage: async (scene) => at(await scene.peer(tcpPeer(() => undefined))),
    tls: trusting,
    limitMs: LIMIT_MS,
  },
  {
    name: 'a certificate of an unknown authority',
    cause: 'tls-untrusted',
    phase: 'tls',
    shown: true,
    hint: /--ca FILE/,
    stage: async (scene) => named(await scene.h2s()),
    tls: () => ({}),
  },
  {
    name: 'a certificate of another authority',
    cause: 'tls-untrusted',
    phase: 'tls',
    shown: true,
    stage: async (scene) => named(await scene.h2s()),
    tls: ({ other }) => ({ ca: other.cert }),
  },
  {
    name: 'an expired certificate',
    cause: 'tls-expired',
    phase: 'tls',
    shown: true,
    message: /expired/,
    hint: /renew/,
    stage: async (scene) => named(await scene.h2s(scene.keys.expired)),
    tls: ({ expired }) => ({ ca: expired.cert }),
  },
  {
    name: 'a certificate of the future',
    cause: 'tls-expired',
    phase: 'tls',
    shown: true,
    message: /not yet valid/,
    hint: /clocks/,
    stage: async (scene) => named(await scene.h2s(scene.keys.future)),
    tls: ({ future }) => ({ ca: future.cert }),
  },
  {
    name: 'a certificate of another name',
    cause: 'tls-hostname',
    phase: 'tls',
    shown: true,
    message: /other\.test/,
    hint: /--servername/,
    stage: async (scene) => named(await scene.h2s(scene.keys.other)),
    tls: ({ other }) => ({ ca: other.cert }),
  },
  {
    name: 'a server that wants a client certificate (TLS 1.3)',
    cause: 'tls-client-cert-required',
    phase: 'http2',
    shown: true,
    hint: /--cert/,
    stage: async (scene) => named(await scene.h2s(mutual(scene.keys))),
    tls: trusting,
  },
  {
    name: 'a server that wants a client certificate (TLS 1.2)',
    cause: 'tls-client-cert-required',
    phase: 'tls',
    hint: /--cert/,
    stage: async (scene) => named(await scene.h2s({ ...mutual(scene.keys), maxVersion: 'TLSv1.2' })),
    tls: trusting,
  },
  {
    name: 'a server that does not trust the client certificate',
    cause: 'tcp-reset',
    phase: 'http2',
    shown: true,
    message: /after TLS/,
    hint: /may not trust our certificate/,
    stage: async (scene) => named(await scene.h2s(mutual(scene.keys))),
    tls: ({ good }) => ({ ca: good.cert, ...good }),
  },
  {
    name: 'a server of TLS 1.1',
    cause: 'tls-version',
    phase: 'tls',
    hint: /TLS 1\.2/,
    stage: async (scene) =>
      named(await scene.h2s({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })),
    tls: trusting,
  },
  {
    name: 'a TLS server without ALPN',
    cause: 'tls-no-alpn',
    phase: 'tls',
    shown: true,
    hint: /ALPN/,
    stage: async (scene) => named(await scene.listening(createTls({ ...scene.keys.good }))),
    tls: trusting,
  },
  {
    name: 'a TLS server that offers HTTP/1.1 alone by ALPN',
    cause: 'tls-no-alpn',
    phase: 'tls',
    stage: async (scene) => named(await scene.listening(createHttps({ ...scene.keys.good }))),
    tls: trusting,
  },
  {
    name: 'a server with no cipher in common',
    cause: 'tls-handshake',
    phase: 'tls',
    hint: /openssl s_client/,
    stage: async (scene) => named(await scene.h2s({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' })),
    tls: trusting,
  },
];

/** Every way in which a connection does not come about. */
export const UNREACHABLE: readonly Unreachable[] = [...NETWORK, ...HTTP2, ...MIXED_UP, ...TLS];
