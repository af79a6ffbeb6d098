// A gRPC server that is never the bottleneck: HTTP/2 frames made by hand over ready pictures, as fast as the peer's windows let it.
// usage: node bench/streams/server.mjs [--sensors 64] [--bins 256] [--port 0]; prints the port. Each stream has the max_frames it asked for.
import { parseArgs } from 'node:util';
import {
  ANSWER,
  DATA,
  END_HEADERS,
  END_STREAM,
  frame,
  HEADER_BYTES,
  HEADERS,
  listen,
  Peer,
  TRAILERS,
  writeHead,
} from '../http2-peer.mjs';
import { frameSource } from './frames.mjs';

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
listen(values.port, (socket) => new Connection(socket));

class Connection extends Peer {
  #free = Array.from({ length: BLOCKS }, () => Buffer.allocUnsafeSlow(BLOCK));

  opened() {
    return { left: -1, request: Buffer.alloc(0) };
  }

  asked(id, payload, ended) {
    // What was asked is small; windows of ours need no update.
    const stream = this.streams.get(id);
    if (!stream) return;
    stream.request = Buffer.concat([stream.request, payload]);
    if (!ended) return;
    stream.left = maxFrames(stream.request.subarray(5));
    stream.next = frameSource(shape);
    stream.message = null;
    stream.at = 0;
    this.send(frame(HEADERS, END_HEADERS, id, ANSWER));
  }

  /** Fills free blocks with DATA of every stream that has a window, and writes them. */
  pump() {
    while (this.#free.length > 0) {
      const block = this.#free.pop();
      let at = 0;
      for (const [id, stream] of this.streams) {
        if (stream.left >= 0) at = this.#fill(block, at, id, stream);
      }
      if (at === 0) {
        this.#free.push(block);
        return;
      }
      this.socket.write(block.subarray(0, at), () => {
        this.#free.push(block);
        this.pump();
      });
    }
  }

  /** DATA as the windows allow; an end for a stream that has had its frames. */
  #fill(block, from, id, stream) {
    let at = from;
    while (stream.left > 0 || stream.message !== null) {
      const room = block.length - at - HEADER_BYTES;
      const most = Math.min(this.maxFrame, BLOCK / 4, this.window, stream.window, room);
      // A frame of its own for the last few bytes of a block would only be work for both.
      if (most <= 0 || (most === room && room < 1024)) return at;
      const size = copyMessages(stream, block, at + HEADER_BYTES, most);
      writeHead(block, at, size, DATA, 0, id);
      at += HEADER_BYTES + size;
      stream.window -= size;
      this.window -= size;
    }
    if (block.length - at < HEADER_BYTES + TRAILERS.length) return at;
    this.streams.delete(id);
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
