// A gRPC server that is never the bottleneck of calls: HTTP/2 frames made by hand, all that one read asks for answered with one write.
// usage: node bench/calls-server.mjs [--port 0]; prints the port. A request (bench/calls.proto) is answered by one message of `size` bytes,
// or, where it says `count`, by so many of them.
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const [DATA, HEADERS, RST, SETTINGS, PING, WINDOW_UPDATE] = [0, 1, 3, 4, 6, 8];
const [END_STREAM, ACK, END_HEADERS] = [1, 1, 4];
const MAGIC_BYTES = 24;
const HEADER_BYTES = 9;
const INITIAL_WINDOW = 65_535;
const MAX_FRAME = 16_384;
/** Most bytes handed to a socket at a time. */
const CHUNK = 256 * 1024;

/** `:status: 200`, `content-type: application/grpc`; and `grpc-status: 0`. */
const RESPONSE = Buffer.from('\x88\x0f\x10\x10application/grpc', 'latin1');
const TRAILERS = Buffer.from('\x00\x0bgrpc-status\x010', 'latin1');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const server = createServer((socket) => new Connection(socket));
  server.listen(Number(values.port), '127.0.0.1', () => {
    const { port } = server.address();
    console.log(port);
    process.send?.(port);
  });
  process.on('disconnect', () => process.exit());
}

class Connection {
  #socket;
  #buffered = Buffer.alloc(0);
  #skip = MAGIC_BYTES;
  #window = INITIAL_WINDOW;
  #initial = INITIAL_WINDOW;
  #unacknowledged = 0;
  #streams = new Map();
  #out = [];
  #blocked = false;

  constructor(socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('drain', () => {
      this.#blocked = false;
      this.#pump();
    });
    socket.write(frame(SETTINGS, 0, 0));
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
    this.#pump();
  }

  #handle(type, flags, id, payload) {
    if (type === SETTINGS && (flags & ACK) === 0) this.#settings(payload);
    else if (type === PING && (flags & ACK) === 0) this.#out.push(frame(PING, ACK, 0, payload));
    else if (type === WINDOW_UPDATE) this.#widen(id, payload.readUInt32BE(0));
    else if (type === HEADERS) this.#streams.set(id, { window: this.#initial, request: [], left: 0 });
    else if (type === RST) this.#streams.delete(id);
    else if (type === DATA) this.#request(id, payload, (flags & END_STREAM) !== 0);
  }

  #settings(payload) {
    for (let at = 0; at < payload.length; at += 6) {
      if (payload.readUInt16BE(at) !== 4) continue;
      const value = payload.readUInt32BE(at + 2);
      for (const stream of this.#streams.values()) stream.window += value - this.#initial;
      this.#initial = value;
    }
    this.#out.push(frame(SETTINGS, ACK, 0));
  }

  #widen(id, by) {
    if (id === 0) this.#window += by;
    const stream = this.#streams.get(id);
    if (stream) stream.window += by;
  }

  #request(id, payload, ended) {
    this.#acknowledge(payload.length);
    const stream = this.#streams.get(id);
    if (!stream) return;
    if (payload.length > 0) stream.request.push(payload);
    if (!ended) return;
    const { count, size } = asked(Buffer.concat(stream.request).subarray(5));
    stream.left = Math.max(1, count);
    stream.message = message(size);
    this.#out.push(frame(HEADERS, END_HEADERS, id, RESPONSE));
  }

  /** The window of the connection is for all calls that will ever come. */
  #acknowledge(bytes) {
    this.#unacknowledged += bytes;
    if (this.#unacknowledged < INITIAL_WINDOW / 2) return;
    const by = Buffer.alloc(4);
    by.writeUInt32BE(this.#unacknowledged);
    this.#out.push(frame(WINDOW_UPDATE, 0, 0, by));
    this.#unacknowledged = 0;
  }

  /** Writes what is due, no more than the windows and the socket take. */
  #pump() {
    let bytes = 0;
    for (const [id, stream] of this.#streams) {
      if (stream.left === 0 || this.#blocked) continue;
      while (stream.left > 0 && bytes < CHUNK) {
        const { length } = stream.message;
        if (length > Math.min(stream.window, this.#window)) break;
        this.#out.push(frame(DATA, 0, id, stream.message));
        stream.window -= length;
        this.#window -= length;
        stream.left -= 1;
        bytes += length;
      }
      if (stream.left > 0) continue;
      this.#out.push(frame(HEADERS, END_HEADERS | END_STREAM, id, TRAILERS));
      this.#streams.delete(id);
    }
    if (this.#out.length === 0) return;
    const all = Buffer.concat(this.#out);
    this.#out = [];
    this.#blocked = !this.#socket.write(all);
    if (!this.#blocked && bytes >= CHUNK) setImmediate(() => this.#pump());
  }
}

/** Two varints, fields 1 and 2 of the request. */
function asked(bytes) {
  const fields = { count: 0, size: 16 };
  for (let at = 0; at < bytes.length;) {
    const field = bytes[at] >> 3;
    let [value, scale] = [0, 1];
    do {
      at += 1;
      value += (bytes[at] & 127) * scale;
      scale *= 128;
    } while (bytes[at] > 127);
    at += 1;
    if (field === 1) fields.count = value;
    else fields.size = value;
  }
  return { count: fields.count, size: Math.min(fields.size, MAX_FRAME - 16) };
}

const MESSAGES = new Map();

/** A message behind its prefix: field 1, so many bytes. */
function message(size) {
  let made = MESSAGES.get(size);
  if (made) return made;
  const head = size < 128 ? [0x0a, size] : [0x0a, (size & 127) | 128, size >> 7];
  made = Buffer.alloc(5 + head.length + size, 7);
  made[0] = 0;
  made.writeUInt32BE(head.length + size, 1);
  made.set(head, 5);
  MESSAGES.set(size, made);
  return made;
}

function frame(type, flags, id, payload) {
  const length = payload?.length ?? 0;
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + length);
  bytes.writeUIntBE(length, 0, 3);
  bytes[3] = type;
  bytes[4] = flags;
  bytes.writeUInt32BE(id, 5);
  if (length > 0) bytes.set(payload, HEADER_BYTES);
  return bytes;
}
