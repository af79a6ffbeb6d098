// The server side of HTTP/2 made by hand, as far as a benchmark needs it: frames in, frames out, and the peer's windows.
import { createServer } from 'node:net';

export const [DATA, HEADERS, RST, SETTINGS, PING, WINDOW_UPDATE] = [0, 1, 3, 4, 6, 8];
export const [END_STREAM, ACK, END_HEADERS] = [1, 1, 4];
export const HEADER_BYTES = 9;
export const INITIAL_WINDOW = 65_535;
const MAGIC_BYTES = 24;
const [INITIAL_WINDOW_SIZE, MAX_FRAME_SIZE] = [4, 5];

/** `:status: 200` by its index in the static table and `content-type: application/grpc`; and `grpc-status: 0` (RFC 7541). */
export const ANSWER = Buffer.from('\x88\x0f\x10\x10application/grpc', 'latin1');
export const TRAILERS = Buffer.from('\x00\x0bgrpc-status\x010', 'latin1');

/** Listens, prints the port and tells it a parent; `connect` is given every socket. */
export function listen(port, connect) {
  const server = createServer(connect);
  server.listen(Number(port), '127.0.0.1', () => {
    const { port: bound } = server.address();
    console.log(bound);
    process.send?.(bound);
  });
  process.on('disconnect', () => process.exit());
}

/** One connection. To be given `opened()`, a stream as it begins; `asked(id, payload, ended)`, DATA of it; and `pump()`, which sends what is due. */
export class Peer {
  socket;
  /** What the peer takes on the connection; each stream has a `window` of its own. */
  window = INITIAL_WINDOW;
  initial = INITIAL_WINDOW;
  maxFrame = 16_384;
  streams = new Map();
  #buffered = Buffer.alloc(0);
  #skip = MAGIC_BYTES;

  constructor(socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => this.#take(chunk));
    socket.write(frame(SETTINGS, 0, 0));
  }

  /** Frames of the connection itself go out by this. */
  send(bytes) {
    this.socket.write(bytes);
  }

  #take(chunk) {
    this.#buffered = this.#buffered.length === 0 ? chunk : Buffer.concat([this.#buffered, chunk]);
    if (this.#buffered.length < this.#skip) return;
    let at = this.#skip;
    this.#skip = 0;
    while (this.#buffered.length - at >= HEADER_BYTES) {
      const end = at + HEADER_BYTES + this.#buffered.readUIntBE(at, 3);
      if (this.#buffered.length < end) break;
      const [type, flags, id] = [this.#buffered[at + 3], this.#buffered[at + 4], this.#buffered.readUInt32BE(at + 5)];
      this.#handle(type, flags, id, this.#buffered.subarray(at + HEADER_BYTES, end));
      at = end;
    }
    this.#buffered = this.#buffered.subarray(at);
    this.pump();
  }

  #handle(type, flags, id, payload) {
    if (type === SETTINGS && (flags & ACK) === 0) this.#settings(payload);
    else if (type === PING && (flags & ACK) === 0) this.send(frame(PING, ACK, 0, payload));
    else if (type === WINDOW_UPDATE) this.#widen(id, payload.readUInt32BE(0));
    else if (type === HEADERS) this.streams.set(id, { ...this.opened(), window: this.initial });
    else if (type === RST) this.streams.delete(id);
    else if (type === DATA) this.asked(id, payload, (flags & END_STREAM) !== 0);
  }

  #settings(payload) {
    for (let at = 0; at < payload.length; at += 6) {
      const [name, value] = [payload.readUInt16BE(at), payload.readUInt32BE(at + 2)];
      if (name === MAX_FRAME_SIZE) this.maxFrame = value;
      if (name !== INITIAL_WINDOW_SIZE) continue;
      for (const stream of this.streams.values()) stream.window += value - this.initial;
      this.initial = value;
    }
    this.send(frame(SETTINGS, ACK, 0));
  }

  #widen(id, by) {
    if (id === 0) this.window += by;
    const stream = this.streams.get(id);
    if (stream) stream.window += by;
  }
}

export function writeHead(bytes, at, length, type, flags, id) {
  bytes.writeUIntBE(length, at, 3);
  bytes[at + 3] = type;
  bytes[at + 4] = flags;
  bytes.writeUInt32BE(id, at + 5);
}

export function frame(type, flags, id, payload = Buffer.alloc(0)) {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  writeHead(bytes, 0, payload.length, type, flags, id);
  bytes.set(payload, HEADER_BYTES);
  return bytes;
}
