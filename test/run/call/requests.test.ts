import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Secrets } from '../../../src/base/secrets.ts';
import { parseData } from '../../../src/run/call/request-data.ts';
import type { RequestOptions, Requests } from '../../../src/run/call/requests.ts';
import { prepareRequests } from '../../../src/run/call/requests.ts';
import { decodeJson } from '../../../src/schema/codec.ts';
import type { DescMessage } from '../../../src/schema/descriptors.ts';
import { compileSources } from '../../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../../src/schema/registry.ts';
import { PROBE, probeMessage } from '../../support/probe.ts';
import { scratchFile } from '../../support/scratch.ts';

const item = probeMessage('Item');
const secrets = new Secrets();

interface Said {
  readonly streaming?: boolean;
  readonly repeat?: number;
  readonly stdin?: string;
  readonly env?: Record<string, string>;
  readonly input?: DescMessage;
}

function prepared(data: string | null, { streaming = true, repeat = 1, stdin = '', env = {}, input }: Said = {}) {
  const options: RequestOptions = {
    data: data === null ? null : parseData(data),
    repeat,
    world: { env, epoch: () => 0, random: () => 0, secrets },
    stdin: () => Readable.from([Buffer.from(stdin)]),
  };
  return prepareRequests(input ?? item, PROBE, streaming, options);
}

async function sent(requests: Requests): Promise<unknown[]> {
  const messages: unknown[] = [];
  for await (const bytes of requests.messages(new AbortController().signal)) messages.push(decodeJson(item, bytes));
  return messages;
}

const numbers = (...values: number[]): object[] => values.map((number) => ({ number: String(number) }));

describe('requests', () => {
  it('are one empty message where nothing was said, and none where they are a stream', async () => {
    expect(await sent(await prepared(null, { streaming: false }))).toEqual([{}]);
    expect(await sent(await prepared(null))).toEqual([]);
  });

  it('are the values of the data, wherever it lies', async () => {
    const path = scratchFile('a.json', '[{"number":1},{"number":2}]');
    expect(await sent(await prepared(`@${path}`))).toEqual(numbers(1, 2));
    expect(await sent(await prepared('-', { stdin: '{"number":1}\n{"number":2}' }))).toEqual(numbers(1, 2));
    expect(await sent(await prepared('{"number":1}{"number":2}'))).toEqual(numbers(1, 2));
  });

  it('come again as often as wanted, numbered on', async () => {
    expect(await sent(await prepared('{"number":{{index}}}', { repeat: 3 }))).toEqual([{}, ...numbers(1, 2)]);
    const long = scratchFile('long.ndjson', `{"number":{{index}}}\n${' '.repeat(1024 ** 2)}{"number":{{index}}}`);
    expect(await sent(await prepared(`@${long}`, { repeat: 2 }))).toEqual([{}, ...numbers(1, 2, 3)]);
    expect(await sent(await prepared('[]', { repeat: 1000 }))).toEqual([]);
  });

  it('take one message where the method takes one, also as a list of one', async () => {
    expect(await sent(await prepared('[{"number":1}]', { streaming: false }))).toEqual(numbers(1));
    await expect(prepared('{}\n{}', { streaming: false })).rejects.toThrow('a second begins on line 2');
    await expect(prepared('[]', { streaming: false })).rejects.toThrow('--data holds no message');
    await expect(prepared('{}', { streaming: false, repeat: 2 })).rejects.toThrow('--repeat-data');
  });

  it('are arrays where the message is one', async () => {
    const text = `syntax = "proto3"; import "google/protobuf/struct.proto"; message A { google.protobuf.ListValue l = 1; }`;
    const types = createRegistry(compileSources([{ name: 'a.proto', path: 'a.proto', text }], () => undefined));
    const input = types.getMessage('google.protobuf.ListValue')!;
    const requests = await prepared('[1,2]', { streaming: false, input });
    for await (const bytes of requests.messages(new AbortController().signal)) {
      expect(decodeJson(input, bytes)).toEqual([1, 2]);
    }
  });

  it('are checked before anything is sent where they are at hand', async () => {
    await expect(prepared('{"number":1}\n\n{"nmber":2}')).rejects.toThrow(
      '--data, message 1 (line 3): $.nmber: probe.v1.Item has no such field',
    );
    await expect(prepared('{"text":"{{nope}}"}')).rejects.toThrow('--data, message 0: there is no template {{nope}}');
    await expect(prepared('{"number":', {})).rejects.toThrow('line 1: a value begins here and does not end');
    await expect(prepared('@/no/such')).rejects.toMatchObject({ code: 'file' });
  });

  it('are checked as they come where they are not', async () => {
    const requests = await prepared('-', { stdin: '{"number":1}\n{"nmber":2}' });
    const taken: Uint8Array[] = [];
    const take = async (): Promise<void> => {
      for await (const bytes of requests.messages(new AbortController().signal)) taken.push(bytes);
    };
    await expect(take()).rejects.toThrow('--data, message 1 (line 2): $.nmber');
    expect(taken).toHaveLength(1);
  });

  it('cannot come again from what is read once', async () => {
    await expect(prepared('-', { repeat: 2 })).rejects.toThrow('--repeat-data needs data that can be read again');
  });

  it('tell what the environment put in, so that it is hidden', async () => {
    await prepared('{"text":"{{env KEY}}"}', { env: { KEY: 'hush-hush' } });
    expect(secrets.redact('hush-hush')).toBe('(hidden)');
  });
});
