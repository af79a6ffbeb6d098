import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { scratchFile } from './scratch.ts';
import { until } from './until.ts';

/** Whether there is a Centrifugo server to test against. */
export const hasCentrifugo: boolean = spawnSync('centrifugo', ['version']).status === 0;

export interface Centrifugo {
  readonly url: string;
  /** What is published on these channels from now on, as `channel: data`, read by a subscriber of its own. */
  subscribe(channels: readonly string[]): Promise<{ readonly got: { channel: string; data: unknown }[]; stop(): void }>;
  stop(): Promise<void>;
}

/** A real Centrifugo server on a free loopback port. */
export async function startCentrifugo(key: string): Promise<Centrifugo> {
  const port = await freePort();
  const config = {
    client: { insecure: true },
    http_api: { key },
    http_server: { address: '127.0.0.1', port: String(port) },
    health: { enabled: true },
    uni_sse: { enabled: true },
    channel: { without_namespace: { allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true } },
  };
  const child = spawn('centrifugo', ['-c', scratchFile('centrifugo.json', JSON.stringify(config))], {
    stdio: 'ignore',
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  let isUp = false;
  const ask = setInterval(() => {
    void fetch(`${url}/health`).then(
      ({ ok }) => (isUp ||= ok),
      () => {},
    );
  }, 50);
  await until(() => isUp, 'Centrifugo did not start').finally(() => clearInterval(ask));
  return {
    url,
    subscribe: (channels) => subscribe(url, channels),
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function subscribe(url: string, channels: readonly string[]): ReturnType<Centrifugo['subscribe']> {
  const wanted = JSON.stringify({ subs: Object.fromEntries(channels.map((channel) => [channel, {}])) });
  const leave = new AbortController();
  const got: { channel: string; data: unknown }[] = [];
  let isConnected = false;
  const response = await fetch(`${url}/connection/uni_sse?cf_connect=${encodeURIComponent(wanted)}`, {
    signal: leave.signal,
  });
  void read(response, (event) => {
    const { connect, channel, pub } = event as { connect?: object; channel?: string; pub?: { data: unknown } };
    if (connect !== undefined) isConnected = true;
    if (channel !== undefined && pub !== undefined) got.push({ channel, data: pub.data });
  }).catch(() => {});
  await until(() => isConnected, 'the subscriber was not let in');
  return { got, stop: () => leave.abort() };
}

async function read(response: Response, tell: (event: unknown) => void): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) tell(JSON.parse(line.slice(6)));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
