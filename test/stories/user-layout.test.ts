import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerWritableStream, ServiceDefinition } from '@grpc/grpc-js';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { afterAll, describe, expect, it } from 'vitest';
import { checkOf, findingsOf, grpcValidate, WITHOUT_FREEZES } from '../support/binary.ts';
import { calmDocument, document, serveSpectrogram } from '../support/hosted.ts';
import { expectValid } from '../support/schema.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The worked examples as they stand: .proto and layout of each, in the order of the document. */
const text = readFileSync(join(root, 'docs/layouts.md'), 'utf8');
const blocks = (kind: string): string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1] as string);
const [farmProto = '', radarProto = ''] = blocks('proto');
const [farmLayout = '', radarLayout = ''] = blocks('yaml');
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
file('farm.proto', farmProto);
file('radar.proto', radarProto);
const farm = file('farm.layout.yaml', farmLayout);
const radar = file('radar.layout.yaml', radarLayout);

type Message = Readonly<Record<string, unknown>>;
type Call = ServerWritableStream<Message, Message>;

const FRAMES = 40;
/** Seeded: the same picture in every run. */
function noise(): () => number {
  let seed = 7;
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** One spectrum of 32 decibels for each of 10 microphones, every 20 ms, in seconds. */
function pictures(spoil: (microphones: Map<number, number[]>, index: number) => void = () => {}): Message[] {
  const random = noise();
  const start = Date.now() / 1000;
  return Array.from({ length: FRAMES }, (_, index) => {
    const microphones = new Map(
      Array.from({ length: 10 }, (_, place) => [
        place + 1,
        Array.from({ length: 32 }, () => Math.fround(-120 + 100 * random())),
      ]),
    );
    const all = [...microphones.values()].flat();
    const scale = { top: Math.max(...all), bottom: Math.min(...all) };
    spoil(microphones, index);
    const heard = [...microphones].map(([number, decibels]) => ({ number, decibels }));
    return { counter: index + 1, scale, instants: [{ at: start + index * 0.02, microphones: heard }] };
  });
}

/** A sweep of 8 channels with 32 cells each, every 20 ms, in microseconds. */
function sweeps(cut: (samples: Buffer, index: number) => Buffer = (samples) => samples): Message[] {
  const random = noise();
  const start = Date.now() * 1000;
  return Array.from({ length: FRAMES }, (_, index) => {
    const samples = Buffer.alloc(8 * 32 * 2);
    for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(Math.round(2000 * random() - 1000), at);
    return {
      sweep_number: index + 1,
      started_us: start + index * 20_000,
      grid: { cells: 8 * 32, first_channel: 1, last_channel: 8 },
      samples: cut(samples, index),
    };
  });
}

describe.concurrent('a layout of the user, as docs/layouts.md works it out', () => {
  it('nested: asks in the words of the server, and passes without a finding', async () => {
    const { result, code, asked } = await streamed('farm', pictures(), [
      ...['--layout', farm, '--job', 'run-41', '--frames', String(FRAMES), '--fail-on', 'warning'],
      ...WITHOUT_FREEZES,
    ]);
    expect(findingsOf(result)).toEqual([]);
    expect(result).toMatchObject({
      outcome: 'passed',
      layout: { name: 'wind farm' },
      job: { id: 'run-41' },
      frames: { received: FRAMES, values: FRAMES * 320, lost: 0 },
    });
    expect(asked[0]).toEqual({ scope: { run: 'run-41', part: 0 }, limit: FRAMES, mode: 'SPECTRUM' });
    for (const rule of ['structure.rows', 'range.header', 'time.gap', 'time.sequence', 'time.age', 'nonzero.twins'])
      expect(checkOf(result, rule).status).toBe('passed');
    expect(code).toBe(0);
  });

  it('nested: names the very value that is wrong, in the words of the layout', async () => {
    const spoiled = pictures((microphones, index) => {
      if (index === 17) microphones.get(7)?.splice(12, 1, Number.NaN);
    });
    const { result, code } = await streamed('farm', spoiled, ['--layout', farm, '--job', 'run-41', '--ended']);
    const check = checkOf(result, 'range.finite');
    expect(check.findings[0]).toMatchObject({ frame: 17, frameNumber: 18, row: 0, sensor: 7, bin: 12 });
    expect(check.findings[0]?.path).toBe('instants[0].microphones[id=7].decibels[12]');
    expect(code).toBe(1);
  });

  it('packed: 16-bit sweeps, one row each, pass without a finding', async () => {
    const { result, code, asked } = await streamed('radar', sweeps(), [
      ...['--layout', radar, '--bins', '32', '--stream-id', '4', '--ended', '--fail-on', 'warning'],
      ...WITHOUT_FREEZES,
    ]);
    expect(findingsOf(result)).toEqual([]);
    expect(result).toMatchObject({
      outcome: 'passed',
      layout: { name: 'radar', element: 'int16', axes: '8 sensors x 32 bins' },
      job: null,
      frames: { received: FRAMES, rows: FRAMES, values: FRAMES * 256, lost: 0 },
    });
    expect(asked[0]).toEqual({ antenna: 4 });
    for (const rule of ['structure.present', 'structure.rows', 'time.gap', 'time.sequence', 'dimension.bins'])
      expect(checkOf(result, rule).status).toBe('passed');
    expect(checkOf(result, 'structure.element')).toMatchObject({ status: 'skipped' });
    expect(code).toBe(0);
  });

  it('packed: a block that is too short is found at its frame', async () => {
    const spoiled = sweeps((samples, index) => (index === 17 ? samples.subarray(0, -2) : samples));
    const { result, code } = await streamed('radar', spoiled, ['--layout', radar, '--bins', '32', '--ended']);
    expect(checkOf(result, 'structure.present')).toMatchObject({ status: 'failed', violations: 1, firstAt: 17 });
    expect(code).toBe(1);
  });

  it('with a field that is not there is refused with the nearest name, file and line', async () => {
    const wrong = file(
      'wrong.layout.yaml',
      farmLayout.replace('instants.microphones.decibels', 'instants.microphones.decibel'),
    );
    const finished = await grpcValidate(['stream', '127.0.0.1:1', '--job', 'run-41', '--layout', wrong]);
    expect(finished.stderr).toMatch(/wrong\.layout\.yaml:\d+.*decibel.*decibels/);
    expect(finished.code).toBe(2);
  });
});

describe.concurrent('a built-in layout, given as the file it is', () => {
  it.each(['datastream', 'pandadatastream'])('%s passes', async (name) => {
    const small = ['--sensors', '8', '--bins', '64', '--fps', '0', '--frames', '30'];
    const server = await serveSpectrogram('--layout', name, ...small);
    try {
      const layout = join(root, `protos/${name}.layout.yaml`);
      const flags = ['--job', '12-70788', '--bins', '64', '--layout', layout];
      const { result, finished } = await document(['stream', server.address, ...flags]);
      expectValid(result);
      expect(result.checks.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'passed', layout: { name }, frames: { received: 30 } });
      expect(finished.code).toBe(0);
    } finally {
      await server.stop();
    }
  });
});

/** Streams from a server of somebody else's make: grpc-js over the example's own .proto. */
async function streamed(name: 'farm' | 'radar', frames: readonly Message[], flags: readonly string[]) {
  const asked: Message[] = [];
  const server = new Server();
  const loading = { keepCase: true, longs: Number, enums: String, defaults: true };
  const services = loadSync(join(folder, `${name}.proto`), loading);
  const handle = (call: Call): void => {
    asked.push(call.request);
    void send(call, frames);
  };
  const [service, method] = name === 'farm' ? ['farm.v2.Acoustics', 'Watch'] : ['radar.Sweeps', 'Follow'];
  server.addService(services[service] as ServiceDefinition, { [method]: handle });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  try {
    const { result, finished } = await calmDocument(['stream', `127.0.0.1:${port}`, ...flags]);
    expectValid(result);
    return { result, code: finished.code, asked };
  } finally {
    server.forceShutdown();
  }
}

async function send(call: Call, frames: readonly Message[]): Promise<void> {
  for (const frame of frames) {
    if (call.cancelled) return;
    call.write(frame);
    // Late for nobody: source time keeps its step whatever the machine does.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  call.end();
}
