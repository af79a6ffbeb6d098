// A gRPC server that is never the bottleneck of calls: HTTP/2 frames made by hand, all that one read asks for answered with one write.
// usage: node bench/calls-server.mjs [--port 0]; prints the port. A request (bench/calls.proto) is answered by one message of `size` bytes,
// or, where it says `count`, by so many of them.
import { parseArgs } from 'node:util';
import {
  ANSWER,
  DATA,
  END_HEADERS,
  END_STREAM,
  frame,
  HEADERS,
  INITIAL_WINDOW,
  listen,
  Peer,
  TRAILERS,
  WINDOW_UPDATE,
} from './http2-peer.mjs';

const MAX_FRAME = 16_384;
/** Most bytes handed to a socket at a time. */
const CHUNK = 256 * 1024;

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
listen(values.port, (socket) => new Connection(socket));

class Connection extends Peer {
  #unacknowledged = 0;
  #out = [];
  #blocked = false;

  constructor(socket) {
    super(socket);
    socket.on('drain', () => {
      this.#blocked = false;
      this.pump();
    });
  }

  /** With whatever else is due. */
  send(bytes) {
    this.#out.push(bytes);
  }

  opened() {
    return { request: [], left: 0 };
  }

  asked(id, payload, ended) {
    this.#acknowledge(payload.length);
    const stream = this.streams.get(id);
    if (!stream) return;
    if (payload.length > 0) stream.request.push(payload);
    if (!ended) return;
    const { count, size } = fieldsOf(Buffer.concat(stream.request).subarray(5));
    stream.left = Math.max(1, count);
    stream.message = message(size);
    this.send(frame(HEADERS, END_HEADERS, id, ANSWER));
  }

  /** The window of the connection is for all calls that will ever come. */
  #acknowledge(bytes) {
    this.#unacknowledged += bytes;
    if (this.#unacknowledged < INITIAL_WINDOW / 2) return;
    const by = Buffer.alloc(4);
    by.writeUInt32BE(this.#unacknowledged);
    this.send(frame(WINDOW_UPDATE, 0, 0, by));
    this.#unacknowledged = 0;
  }

  /** Writes what is due, no more than the windows and the socket take. */
  pump() {
    let bytes = 0;
    for (const [id, stream] of this.streams) {
      if (stream.left === 0 || this.#blocked) continue;
      while (stream.left > 0 && bytes < CHUNK) {
        const { length } = stream.message;
        if (length > Math.min(stream.window, this.window)) break;
        this.send(frame(DATA, 0, id, stream.message));
        stream.window -= length;
        this.window -= length;
        stream.left -= 1;
        bytes += length;
      }
      if (stream.left > 0) continue;
      this.send(frame(HEADERS, END_HEADERS | END_STREAM, id, TRAILERS));
      this.streams.delete(id);
    }
    if (this.#out.length === 0) return;
    const all = Buffer.concat(this.#out);
    this.#out = [];
    this.#blocked = !this.socket.write(all);
    if (!this.#blocked && bytes >= CHUNK) setImmediate(() => this.pump());
  }
}

/** Two varints, fields 1 and 2 of the request. */
function fieldsOf(bytes) {
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
