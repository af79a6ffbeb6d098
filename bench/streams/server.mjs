// A gRPC server that is never the bottleneck: HTTP/2 frames made by hand over ready pictures, as fast as the peer's windows let it.
// usage: node bench/streams/server.mjs [--sensors 64] [--bins 256] [--port 0]; prints the port. Each stream has the max_frames it asked for.
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { frameSource } from './frames.mjs';

const [DATA, HEADERS, RST, SETTINGS, PING, WINDOW_UPDATE] = [0, 1, 3, 4, 6, 8];
const [END_STREAM, ACK, END_HEADERS] = [1, 1, 4];
const MAGIC_BYTES = 24;
const HEADER_BYTES = 9;
const INITIAL_WINDOW = 65_535;
const BLOCK = 512 * 1024;
/** Blocks on their way to the socket before the next one waits for a free one. */
const BLOCKS = 4;

const { values } = parseArgs({
  options: {
    sensors: { type: 'string', default: '64' },
    bins: { type: 'string', default: '256' },
    port: { type: 'string', default: '0' },
    // A DATA frame for each message, as grpc-go writes; without it frames are filled whatever messages they hold, as C-core does when it has more to send than was written yet.
    apart: { type: 'boolean', default: false },
  },
});
const shape = { sensors: Number(values.sensors), bins: Number(values.bins) };
const server = createServer((socket) => new Connection(socket));
server.listen(Number(values.port), '127.0.0.1', () => {
  const { port } = server.address();
  console.log(port);
  process.send?.(port);
});
process.on('disconnect', () => process.exit());

class Connection {
  #socket;
  #buffered = Buffer.alloc(0);
  #skip = MAGIC_BYTES;
  #window = INITIAL_WINDOW;
  #initial = INITIAL_WINDOW;
  #maxFrame = 16_384;
  #streams = new Map();
  #free = Array.from({ length: BLOCKS }, () => Buffer.allocUnsafeSlow(BLOCK));

  constructor(socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => this.#take(chunk));
    socket.write(frame(SETTINGS, 0, 0));
  }

  #take(chunk) {
    this.#buffered = this.#buffered.length === 0 ? chunk : Buffer.concat([this.#buffered, chunk]);
    if (this.#buffered.length < this.#skip) return;
    this.#buffered = this.#buffered.subarray(this.#skip);
    this.#skip = 0;
    while (this.#buffered.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + this.#buffered.readUIntBE(0, 3);
      if (this.#buffered.length < end) break;
      const [type, flags, id] = [this.#buffered[3], this.#buffered[4], this.#buffered.readUInt32BE(5)];
      this.#handle(type, flags, id, this.#buffered.subarray(HEADER_BYTES, end));
      this.#buffered = this.#buffered.subarray(end);
    }
    this.#pump();
  }

  #handle(type, flags, id, payload) {
    if (type === SETTINGS && (flags & ACK) === 0) this.#settings(payload);
    else if (type === PING && (flags & ACK) === 0) this.#socket.write(frame(PING, ACK, 0, payload));
    else if (type === WINDOW_UPDATE) this.#widen(id, payload.readUInt32BE(0));
    else if (type === HEADERS) this.#streams.set(id, { window: this.#initial, left: -1, request: Buffer.alloc(0) });
    else if (type === RST) this.#streams.delete(id);
    else if (type === DATA) this.#request(id, payload, (flags & END_STREAM) !== 0);
  }

  #settings(payload) {
    for (let at = 0; at < payload.length; at += 6) {
      const [name, value] = [payload.readUInt16BE(at), payload.readUInt32BE(at + 2)];
      if (name === 5) this.#maxFrame = Math.min(value, BLOCK / 4);
      if (name !== 4) continue;
      for (const stream of this.#streams.values()) stream.window += value - this.#initial;
      this.#initial = value;
    }
    this.#socket.write(frame(SETTINGS, ACK, 0));
  }

  #widen(id, by) {
    if (id === 0) this.#window += by;
    const stream = this.#streams.get(id);
    if (stream) stream.window += by;
  }

  #request(id, payload, ended) {
    // What was asked is small; windows of ours need no update.
    const stream = this.#streams.get(id);
    if (!stream) return;
    stream.request = Buffer.concat([stream.request, payload]);
    if (!ended) return;
    stream.left = maxFrames(stream.request.subarray(5));
    stream.next = frameSource(shape);
    stream.message = null;
    stream.at = 0;
    this.#socket.write(frame(HEADERS, END_HEADERS, id, ANSWER));
  }

  /** Fills free blocks with DATA of every stream that has a window, and writes them. */
  #pump() {
    while (this.#free.length > 0) {
      const block = this.#free.pop();
      let at = 0;
      for (const [id, stream] of this.#streams) {
        if (stream.left >= 0) at = this.#fill(block, at, id, stream);
      }
      if (at === 0) {
        this.#free.push(block);
        return;
      }
      this.#socket.write(block.subarray(0, at), () => {
        this.#free.push(block);
        this.#pump();
      });
    }
  }

  /** DATA as the windows allow; an end for a stream that has had its frames. */
  #fill(block, from, id, stream) {
    let at = from;
    while (stream.left > 0 || stream.message !== null) {
      const room = block.length - at - HEADER_BYTES;
      const most = Math.min(this.#maxFrame, this.#window, stream.window, room);
      // A frame of its own for the last few bytes of a block would only be work for both.
      if (most <= 0 || (most === room && room < 1024)) return at;
      const size = copyMessages(stream, block, at + HEADER_BYTES, most);
      writeHead(block, at, size, DATA, 0, id);
      at += HEADER_BYTES + size;
      stream.window -= size;
      this.#window -= size;
    }
    if (block.length - at < HEADER_BYTES + TRAILERS.length) return at;
    this.#streams.delete(id);
    frame(HEADERS, END_HEADERS | END_STREAM, id, TRAILERS).copy(block, at);
    return at + HEADER_BYTES + TRAILERS.length;
  }
}

/** Copies what comes next of a stream, at most `most` bytes; of one message only with --apart. Returns how many. */
function copyMessages(stream, block, at, most) {
  let size = 0;
  while (size < most) {
    if (stream.message === null) {
      if (stream.left <= 0) break;
      stream.message = stream.next();
      stream.at = 0;
      stream.left -= 1;
    }
    const part = Math.min(stream.message.length - stream.at, most - size);
    stream.message.copy(block, at + size, stream.at, stream.at + part);
    size += part;
    stream.at += part;
    if (stream.at < stream.message.length) break;
    stream.message = null;
    if (values.apart) break;
  }
  return size;
}

/** `max_frames`, field 2 of the request; without end where it is not set. */
function maxFrames(request) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = request[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  let wanted = 0;
  while (at < request.length) {
    const tag = varint();
    const value = varint();
    if (tag >> 3 === 2) wanted = value;
    if ((tag & 7) === 2) at += value;
  }
  return wanted === 0 ? Infinity : wanted;
}

function writeHead(bytes, at, length, type, flags, id) {
  bytes.writeUIntBE(length, at, 3);
  bytes[at + 3] = type;
  bytes[at + 4] = flags;
  bytes.writeUInt32BE(id, at + 5);
}

function frame(type, flags, id, payload = Buffer.alloc(0)) {
  const bytes = Buffer.alloc(HEADER_BYTES + payload.length);
  writeHead(bytes, 0, payload.length, type, flags, id);
  payload.copy(bytes, HEADER_BYTES);
  return bytes;
}

/** A header block of literals that leave no trace in the table (RFC 7541, 6.2.2). */
function literals(pairs) {
  return Buffer.concat(
    pairs.flatMap(([name, value]) => [
      Buffer.from([0, name.length]),
      Buffer.from(name),
      Buffer.from([value.length]),
      Buffer.from(value),
    ]),
  );
}

/** `:status: 200` by its index in the static table. */
const ANSWER = Buffer.concat([Buffer.from([0x88]), literals([['content-type', 'application/grpc']])]);
const TRAILERS = literals([['grpc-status', '0']]);
