import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

export type Pairs = readonly (readonly [string, string])[];

const MAGIC_BYTES = 24;
const HEADER_BYTES = 9;
const END_STREAM = 1;
const END_HEADERS = 4;
const TYPE = { data: 0, headers: 1, rst: 3, settings: 4, ping: 6, goaway: 7 } as const;

/** One HTTP/2 frame. */
export function frame(type: number, flags: number, stream: number, payload: Uint8Array = new Uint8Array(0)): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUIntBE(payload.length, 0, 3);
  header[3] = type;
  header[4] = flags;
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
}

/** A header block of literals, without Huffman coding or tables: RFC 7541, 6.2.2. */
export function headerBlock(pairs: Pairs): Buffer {
  return Buffer.concat(pairs.flatMap(([key, value]) => [Buffer.from([0]), hpackText(key), hpackText(value)]));
}

function hpackText(value: string): Buffer {
  const bytes = Buffer.from(value, 'latin1');
  return Buffer.concat([hpackLength(bytes.length), bytes]);
}

function hpackLength(length: number): Buffer {
  if (length < 127) return Buffer.from([length]);
  const bytes = [127];
  let rest = length - 127;
  for (; rest >= 128; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}

/** A length-prefixed message. `flag` and `length` may lie. */
export function grpcMessage(payload: Uint8Array | string, flag = 0, length?: number): Buffer {
  const bytes = Buffer.from(payload);
  const prefix = Buffer.alloc(5);
  prefix[0] = flag;
  prefix.writeUInt32BE(length ?? bytes.length, 1);
  return Buffer.concat([prefix, bytes]);
}

export const GRPC_HEADERS: Pairs = [
  [':status', '200'],
  ['content-type', 'application/grpc'],
];

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

  headers(pairs: Pairs = GRPC_HEADERS, end = false): Buffer {
    return frame(TYPE.headers, END_HEADERS | (end ? END_STREAM : 0), this.id, headerBlock(pairs));
  }

  data(bytes: Uint8Array, end = false): Buffer {
    return frame(TYPE.data, end ? END_STREAM : 0, this.id, bytes);
  }

  trailers(pairs: Pairs = [['grpc-status', '0']]): Buffer {
    return this.headers(pairs, true);
  }

  rst(code: number): Buffer {
    const payload = Buffer.alloc(4);
    payload.writeUInt32BE(code);
    return frame(TYPE.rst, 0, this.id, payload);
  }

  goaway(code: number, debug = '', last: number = this.id): Buffer {
    const payload = Buffer.alloc(8);
    payload.writeUInt32BE(last);
    payload.writeUInt32BE(code, 4);
    return frame(TYPE.goaway, 0, 0, Buffer.concat([payload, Buffer.from(debug)]));
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
      const ack = (flags & 1) === 1;
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
