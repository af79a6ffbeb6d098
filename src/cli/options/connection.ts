import { choice, count, flag, size, text, texts, time } from '../kinds.ts';
import type { OptionTable } from '../option.ts';
import { secretsOfHeader } from '../../wire/header.ts';
import { showHeaders } from '../redact.ts';

/** How to reach the server. Times in ms, sizes in bytes. */
export interface ConnectionValues {
  readonly tls: boolean;
  readonly plaintext: boolean;
  readonly insecure: boolean;
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
  readonly servername: string | null;
  readonly authority: string | null;
  readonly skipVerify: boolean;
  readonly metadata: readonly string[];
  readonly connectTimeout: number;
  readonly retries: number;
  readonly retryDelay: number;
  readonly retryMaxDelay: number;
  readonly maxMessageSize: number;
  readonly windowSize: number;
  readonly keepalive: number | null;
  readonly client: 'wire' | 'grpc-js';
}

const MiB = 1024 ** 2;

export const CONNECTION: OptionTable<ConnectionValues> = {
  tls: flag('speak TLS (the default, except on loopback and unix sockets)'),
  plaintext: flag('speak plaintext HTTP/2 (the default on loopback and unix sockets)'),
  insecure: flag('refused: say --plaintext or --skip-verify', { hidden: true }),
  ca: text('<file>', null, 'PEM certificates to trust in place of the system roots', { aliases: ['cacert'] }),
  cert: text('<file>', null, 'PEM client certificate, for mutual TLS; needs --key'),
  key: text('<file>', null, 'PEM private key of --cert'),
  servername: text('<name>', null, 'name the server certificate must carry'),
  authority: text('<name>', null, 'value of the :authority pseudo-header'),
  skipVerify: flag('do not check the server certificate; the report says so'),
  metadata: texts("<'key: value'>", 'request metadata; -bin keys take base64; ${NAME} is read from the environment', {
    short: 'H',
    show: showHeaders,
    secrets: secretsOfHeader,
  }),
  connectTimeout: time(10_000, 'longest time for one connection attempt'),
  retries: count(3, 'connection attempts after the first', 0, 1000),
  retryDelay: time(2000, 'wait before the first retry; grows by 1.6, jitter 20 %'),
  retryMaxDelay: time(120_000, 'longest wait between two attempts'),
  maxMessageSize: size(100 * MiB, 'longest message accepted', { aliases: ['max-msg-sz'] }),
  windowSize: size(16 * MiB, 'HTTP/2 flow-control window of a stream'),
  keepalive: time(null, 'send an HTTP/2 PING this often; off by default, servers punish it'),
  client: choice(['wire', 'grpc-js'], 'wire', 'the strict client of this tool, or the ordinary Node client'),
};
