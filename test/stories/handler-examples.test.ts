import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Metadata } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessageCodec } from '../../src/serve/proto-messages.ts';
import { protoMessages } from '../../src/serve/proto-messages.ts';
import type { Running } from '../support/binary.ts';
import { grpcValidate, serveAny } from '../support/binary.ts';
import type { Received } from '../support/serve-client.ts';
import { collect, RawClient } from '../support/serve-client.ts';

const folder = fileURLToPath(new URL('../../docs/examples', import.meta.url));

type Headers = Readonly<Record<string, string>>;
type Fields = Readonly<Record<string, unknown>>;

function metadata(entries: Headers): Metadata {
  const all = new Metadata();
  for (const [key, value] of Object.entries(entries)) all.set(key, value);
  return all;
}

/** A server of one example for the tests around it, and a client of it. */
function exampleServer(name: string): { client(): RawClient; address(): string } {
  const made: { server?: Running; client?: RawClient } = {};
  beforeAll(async () => {
    made.server = await serveAny(['--handlers', join(folder, `${name}.js`)]);
    made.client = new RawClient(made.server.address);
  });
  afterAll(async () => {
    made.client?.close();
    expect(await made.server?.stop()).toBe(0);
  });
  return { client: () => made.client as RawClient, address: () => made.server?.address ?? '' };
}

function codecs(name: string): (typeName: string) => MessageCodec {
  return protoMessages(join(folder, `${name}.proto`));
}

const encoded = (codec: MessageCodec, all: readonly Fields[]): Buffer[] =>
  all.map((fields) => Buffer.from(codec.encode(fields)));

async function bidi(client: RawClient, path: string, sent: readonly Buffer[], given = metadata({})): Promise<Received> {
  const call = client.bidi(path, given);
  for (const message of sent) call.write(message);
  call.end();
  return await collect(call);
}

describe('batch create', () => {
  const example = exampleServer('batch-create');
  const Item = codecs('batch-create')('examples.batch.v1.Item');
  const Summary = codecs('batch-create')('examples.batch.v1.BatchSummary');
  const demo = metadata({ authorization: 'Bearer demo' });
  const create = (items: readonly Fields[], given = demo): Promise<Received> =>
    example.client().clientStream('/examples.batch.v1.BatchService/CreateBatch', encoded(Item, items), given);

  it('creates every item and says how many under which id', async () => {
    const items = ['bolt', 'nut', 'pin'].map((name) => ({ name, quantity: 2 }));
    const { messages, headers, status } = await create(items);
    expect(status.code).toBe(0);
    expect([headers?.get('x-batch-id'), headers?.get('x-count')]).toEqual([['batch-1'], ['3']]);
    expect(Summary.decode(messages[0] ?? Buffer.alloc(0))).toEqual({
      batchId: 'batch-1',
      itemIds: ['item-1', 'item-2', 'item-3'],
    });
  });

  it('creates all or nothing, and only for those who may', async () => {
    const gear = { name: 'gear', quantity: 1 };
    const refusals = [
      await create([gear], metadata({})),
      await create([gear], metadata({ authorization: 'Bearer other' })),
      await create([gear, { name: 'cog', quantity: 0 }]),
      await create([gear, { quantity: 1 }]),
      await create([gear, gear]),
    ];
    expect(refusals.map(({ status }) => `${status.code} ${status.details}`)).toEqual([
      '16 authorization is required',
      '7 this token may not create items',
      '3 item 1: 0 is no quantity',
      '3 item 1 has no name',
      '6 there is an item gear already',
    ]);
    expect(refusals.flatMap(({ messages }) => messages)).toEqual([]);
    const { headers } = await create([gear]);
    expect(headers?.get('x-batch-id')).toEqual(['batch-2']);
    expect((await create([{ name: 'cog', quantity: 1 }, gear])).status.code).toBe(6);
    expect((await create([{ name: 'cog', quantity: 1 }])).status.code).toBe(0);
  });

  it('refuses a batch of more than 10,000 items as it is sent', async () => {
    const { status } = await create(Array.from({ length: 10_001 }, (_, index) => ({ name: `n${index}`, quantity: 1 })));
    expect(status.code).toBe(8);
  });

  it('is called by the tool itself, through reflection', async () => {
    const { code, stdout } = await grpcValidate([
      ...['call', example.address(), 'examples.batch.v1.BatchService/CreateBatch', '-H', 'authorization: Bearer demo'],
      ...['-d', '[{"name": "cam", "quantity": 3}, {"name": "rod", "quantity": 5}]', '-o', 'line'],
    ]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('PASSED') as string]);
  });
});

describe('document transform', () => {
  const example = exampleServer('document-transform');
  const Document = codecs('document-transform')('examples.documents.v1.Document');
  const Result = codecs('document-transform')('examples.documents.v1.Result');
  const path = '/examples.documents.v1.DocumentService/Transform';

  it('answers a bad message with an ERROR of its own and goes on', async () => {
    const sent = [
      ...encoded(Document, [
        { id: 'a', text: 'hello', operation: 'OPERATION_UPPERCASE' },
        { id: 'b', text: 'hello' },
        { id: 'c', operation: 'OPERATION_REVERSE' },
        { text: 'hello', operation: 'OPERATION_REVERSE' },
      ]),
      Buffer.from([0x0a, 9, 1]),
      ...encoded(Document, [{ id: 'z', text: 'to be or not', operation: 'OPERATION_COUNT_WORDS' }]),
    ];
    const { messages, status } = await bidi(example.client(), path, sent);
    const results = messages.map((message) => Result.decode(message));
    expect(results.map(({ id, outcome, text }) => [id, outcome, text])).toEqual([
      ['a', 'OK', 'HELLO'],
      ['b', 'ERROR', ''],
      ['c', 'ERROR', ''],
      ['', 'ERROR', ''],
      ['', 'ERROR', ''],
      ['z', 'OK', '4'],
    ]);
    expect(results.map(({ error }) => error)).toEqual([
      '',
      'there is no such operation',
      'the document is empty',
      'the document has no id',
      expect.stringMatching(/^no examples\.documents\.v1\.Document: byte \d/) as string,
      '',
    ]);
    expect([status.code, status.metadata.get('x-errors')]).toEqual([0, ['4']]);
  });

  it('answers each document before the next is sent', async () => {
    const call = example.client().bidi(path);
    const send = (count: number): boolean =>
      call.write(Buffer.from(Document.encode({ id: `${count}`, text: 'ab', operation: 'OPERATION_REVERSE' })));
    send(0);
    const { messages } = await collect(call, (count) => (count < 5 ? send(count) : call.end()));
    expect(messages.map((message) => Result.decode(message)['id'])).toEqual(['0', '1', '2', '3', '4']);
  });
});

describe('record filter', () => {
  const example = exampleServer('record-filter');
  const RecordMessage = codecs('record-filter')('examples.records.v1.Record');
  const records = [
    { type: 'heat', value: 21.5 },
    { type: 'heat', value: 3 },
    { type: 'noise', value: 70 },
    { type: 'heat', value: 20 },
  ];
  const filter = (given: Headers, all: readonly Fields[] = records) =>
    bidi(example.client(), '/examples.records.v1.RecordService/Filter', encoded(RecordMessage, all), metadata(given));

  it('gives the records that pass, and counts them in its metadata', async () => {
    const tries: Headers[] = [
      { 'x-filter-type': 'heat', 'x-min-value': '20' },
      { 'X-Min-Value': '21' },
      { 'x-filter-type': 'x' },
      {},
    ];
    const answers = await Promise.all(tries.map((given) => filter(given)));
    expect(answers.map(({ messages }) => messages.map((message) => RecordMessage.decode(message)['value']))).toEqual([
      [21.5, 20],
      [21.5, 70],
      [],
      [21.5, 3, 70, 20],
    ]);
    expect(answers.map(({ headers }) => [headers?.get('x-total-count'), headers?.get('x-kept-count')])).toEqual(
      ['2', '2', '0', '4'].map((kept) => [['4'], [kept]]),
    );
    expect(answers.map(({ status }) => status.code)).toEqual([0, 0, 0, 0]);
  });

  it('refuses a limit that is no number and a record without a type', async () => {
    const refusals = [
      await filter({ 'x-min-value': 'hot' }),
      await filter({}, [{ type: 'heat', value: 1 }, { value: 1 }]),
    ];
    expect(refusals.map(({ status }) => `${status.code} ${status.details}`)).toEqual([
      '3 x-min-value takes a number, not "hot"',
      '3 record 1 has no type',
    ]);
    expect(refusals.flatMap(({ messages }) => messages)).toEqual([]);
  });
});
