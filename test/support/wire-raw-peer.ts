import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Pairs } from './wire-frames.ts';
import {
  FLAG,
  frame,
  GRPC_HEADERS,
  HEADER_BYTES,
  headerBlock,
  headerFrames,
  padded,
  TYPE,
  uint32,
} from './wire-frames.ts';

export type { Pairs } from './wire-frames.ts';
export { frame, GRPC_HEADERS, grpcMessage } from './wire-frames.ts';

const MAGIC_BYTES = 24;

/** One stream as the peer sees it; the makers return bytes, so that several frames can go out in one write. */
export class RawStream {
  readonly socket: Socket;
  readonly id: number;
  /** DATA received so far. */
  received: Buffer = Buffer.alloc(0);

  constructor(socket: Socket, id: number) {
    this.socket = socket;
    this.id = id;
  }

  receive(bytes: Buffer): void {
    this.received = Buffer.concat([this.received, bytes]);
  }

  /** `size`: largest piece of the block in one frame. */
  headers(pairs: Pairs = GRPC_HEADERS, end = false, size?: number): Buffer {
    return headerFrames(headerBlock(pairs), this.id, end, size);
  }

  data(bytes: Uint8Array, end = false): Buffer {
    return frame(TYPE.data, end ? FLAG.endStream : 0, this.id, bytes);
  }

  paddedData(bytes: Uint8Array, padding: number): Buffer {
    return frame(TYPE.data, FLAG.padded, this.id, padded(bytes, padding));
  }

  trailers(pairs: Pairs = [['grpc-status', '0']]): Buffer {
    return this.headers(pairs, true);
  }

  rst(code: number): Buffer {
    return frame(TYPE.rst, 0, this.id, uint32(code));
  }

  goaway(code: number, debug = '', last: number = this.id): Buffer {
    return frame(TYPE.goaway, 0, 0, Buffer.concat([uint32(last), uint32(code), Buffer.from(debug)]));
  }

  /** One write to the socket. */
  send(...parts: readonly Uint8Array[]): void {
    this.socket.write(Buffer.concat(parts));
  }
}

export interface RawPeer {
  readonly port: number;
  /** Connections accepted so far. */
  readonly connections: number;
  close(): Promise<void>;
}

export interface PeerCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface RawPeerOptions {
  /** False: accept, and say nothing. */
  readonly settings?: boolean;
  /** False: PING stays unanswered. */
  readonly pong?: boolean;
  /** Speaks TLS, h2 by ALPN. */
  readonly tls?: PeerCertificate;
  /** Told of every frame that comes. */
  readonly onFrame?: (type: number, flags: number) => void;
}

/** An HTTP/2 server of hand-made frames; `script` runs for each request once its HEADERS have come. */
export function rawPeer(script: (stream: RawStream) => void, options: RawPeerOptions = {}): Promise<RawPeer> {
  return tcpPeer((socket) => serve(socket, script, options), options.tls);
}

function serve(socket: Socket, script: (stream: RawStream) => void, options: RawPeerOptions): void {
  const streams = new Map<number, RawStream>();
  let buffered = Buffer.alloc(0);
  let skip = MAGIC_BYTES;
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    if (buffered.length < skip) return;
    buffered = buffered.subarray(skip);
    skip = 0;
    while (buffered.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + buffered.readUIntBE(0, 3);
      if (buffered.length < end) return;
      const [type, flags, id] = [buffered[3], buffered[4] ?? 0, buffered.readUInt32BE(5)];
      const payload = buffered.subarray(HEADER_BYTES, end);
      buffered = buffered.subarray(end);
      const ack = (flags & FLAG.ack) !== 0;
      options.onFrame?.(type ?? 0, flags);
      if (type === TYPE.settings && !ack && options.settings !== false) {
        socket.write(Buffer.concat([frame(TYPE.settings, 0, 0), frame(TYPE.settings, 1, 0)]));
      }
      if (type === TYPE.ping && !ack && options.pong !== false) socket.write(frame(TYPE.ping, 1, 0, payload));
      if (type === TYPE.data) streams.get(id)?.receive(payload);
      if (type === TYPE.headers) {
        const stream = new RawStream(socket, id);
        streams.set(id, stream);
        script(stream);
      }
    }
  });
}

/** A server, of TLS with a certificate, that does `script` with every connection. */
export async function tcpPeer(script: (socket: Socket) => void, tls?: PeerCertificate): Promise<RawPeer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const accept = (socket: Socket): void => {
    connections += 1;
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    script(socket);
  };
  const server = tls ? createTlsServer({ ...tls, ALPNProtocols: ['h2'] }, accept) : createServer(accept);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
