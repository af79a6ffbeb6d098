import type { NetConnectOpts } from 'node:net';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { printable } from '../base/text.ts';

/** What a peer turned out to speak, and the beginning of what it said. */
export interface Sniffed {
  readonly kind: 'http2' | 'http1' | 'tls' | 'other' | 'silent';
  readonly start: string;
}

/** The client's half of an HTTP/2 connection: the magic and an empty SETTINGS. */
const PREFACE = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const SNIFF_MS = 1000;
const SNIFF_BYTES = 256;

/**
 * Asks on a connection of its own what answers to a plaintext HTTP/2 preface, since node:http2 keeps the bytes it
 * could not read to itself. Used after a failure only; at most a second; never throws.
 */
export function sniffPlaintext(where: NetConnectOpts, withinMs: number = SNIFF_MS): Promise<Sniffed> {
  return new Promise((resolve) => {
    const socket = connect(where);
    let seen = Buffer.alloc(0);
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(classify(seen));
    };
    const timer = setTimeout(finish, withinMs);
    socket.on('connect', () => socket.write(PREFACE));
    socket.on('data', (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk]).subarray(0, SNIFF_BYTES);
      if (seen.length >= SNIFF_BYTES || classify(seen).kind === 'http2') finish();
    });
    for (const event of ['end', 'error', 'close']) socket.on(event, finish);
  });
}

/** Whether a TLS server answers there: one that closes on plaintext without a word is otherwise not known by sight. */
export function answersTls(where: NetConnectOpts, withinMs: number = SNIFF_MS): Promise<boolean> {
  return new Promise((resolve) => {
    const raw = connect(where);
    const socket = connectTls({ socket: raw, ALPNProtocols: ['h2'], rejectUnauthorized: false });
    const finish = (answer: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      raw.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(false), withinMs);
    raw.on('error', () => finish(false));
    socket.on('secureConnect', () => finish(true));
    // An alert is an answer in TLS too.
    socket.on('error', (error: NodeJS.ErrnoException) => finish(/_ALERT_/.test(error.code ?? '')));
    socket.on('close', () => finish(false));
  });
}

/** Tells protocols apart by the first bytes of an answer. */
export function classify(bytes: Buffer): Sniffed {
  const text = bytes.toString('latin1');
  const start = printable(text, 80);
  if (bytes.length === 0) return { kind: 'silent', start };
  if ((bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 0x03) return { kind: 'tls', start };
  if (/^HTTP\/[01]/.test(text)) {
    return { kind: /to an HTTPS (?:server|port)|sent to HTTPS/i.test(text) ? 'tls' : 'http1', start };
  }
  if (/^\s*<(?:!doctype|html)/i.test(text)) return { kind: 'http1', start };
  return { kind: isHttp2(bytes) ? 'http2' : 'other', start };
}

/** SETTINGS, or GOAWAY in its place: the only frames of the connection a server can begin with. */
function isHttp2(bytes: Buffer): boolean {
  if (bytes.length < 9 || bytes.readUInt32BE(5) !== 0) return false;
  const length = bytes.readUIntBE(0, 3);
  return (bytes[3] === 4 && length % 6 === 0) || (bytes[3] === 7 && length >= 8);
}
