import type { ClientHttp2Session } from 'node:http2';
import { connect } from 'node:http2';
import type { Duplex } from 'node:stream';
import { formatMs } from '../base/units.ts';
import type { AttemptLimit } from './attempt-limit.ts';

/** HTTP/2 did not come about for a reason the bytes of the peer decide. */
export class NoHttp2 extends Error {
  readonly how: 'closed' | 'protocol';

  constructor(how: 'closed' | 'protocol', message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'NoHttp2';
    this.how = how;
  }
}

export interface SessionOptions {
  /** Flow-control window of each stream, and of the connection, bytes. */
  readonly windowSize: number;
  readonly connectionWindow: number;
  /** `host:port` for messages. */
  readonly address: string;
}

/** As much as Node reads at once: what a peer sends in such frames costs a sixth less than in the smallest allowed. */
const FRAME_BYTES = 65_536;
/** Metadata we are ready to take in one block. */
const HEADER_LIST_BYTES = 1024 * 1024;
const HEADER_LIST_PAIRS = 4096;

/**
 * HTTP/2 on a connected socket, up to the peer's SETTINGS. Throws a PhaseError, a NoHttp2, or the socket's own error;
 * the socket is then destroyed.
 */
export function startHttp2(socket: Duplex, options: SessionOptions, limit: AttemptLimit): Promise<ClientHttp2Session> {
  const late = {
    cause: 'settings-timeout',
    message: `${options.address} accepted the connection but sent no HTTP/2 SETTINGS within ${formatMs(limit.totalMs)}`,
  } as const;
  return limit.run<ClientHttp2Session>((resolve, reject) => {
    const session = connect('http://localhost', {
      createConnection: () => socket,
      settings: {
        initialWindowSize: options.windowSize,
        enablePush: false,
        maxFrameSize: FRAME_BYTES,
        maxHeaderListSize: HEADER_LIST_BYTES,
      },
      maxHeaderListPairs: HEADER_LIST_PAIRS,
      // Twice what a request may hold: how much metadata is too much is for the peer to say, not for our own library.
      maxSendHeaderBlockLength: 2 * HEADER_LIST_BYTES,
      // Node's default of 10 MB would cap what the windows allow.
      maxSessionMemory: Number.MAX_SAFE_INTEGER,
    });
    const fail = (error: unknown): void => {
      reject(error);
      session.destroy();
      socket.destroy();
    };
    const broken = (error: NodeJS.ErrnoException): void => fail(translate(error, options.address));
    const closed = (): void =>
      fail(new NoHttp2('closed', `${options.address} closed the connection before its SETTINGS`));
    session.on('error', broken);
    socket.on('error', broken);
    socket.on('end', closed);
    socket.on('close', closed);
    session.once('remoteSettings', () => {
      for (const event of ['end', 'close', 'error']) {
        socket.removeListener(event, closed);
        socket.removeListener(event, broken);
      }
      session.removeListener('error', broken);
      // Errors from here on are the connection's to tell; without a listener they would end the process.
      session.on('error', () => undefined);
      socket.on('error', () => undefined);
      session.setLocalWindowSize(options.connectionWindow);
      resolve(session);
    });
    return () => {
      session.destroy();
      socket.destroy();
    };
  }, late);
}

function translate(error: NodeJS.ErrnoException, address: string): Error {
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') {
    return new NoHttp2('closed', `${address} reset the connection before its SETTINGS`, error);
  }
  if (error.code?.startsWith('ERR_HTTP2') || error.code?.startsWith('NGHTTP2')) {
    return new NoHttp2('protocol', `${address} does not answer in HTTP/2`, error);
  }
  return error;
}
