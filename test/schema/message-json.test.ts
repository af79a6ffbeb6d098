import { describe, expect, it } from 'vitest';
import { decode } from '../../src/schema/codec.ts';
import { encodeJsonText } from '../../src/schema/json-message.ts';
import { createJsonWriter } from '../../src/schema/message-json.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { PROBE, probeMessage } from '../support/probe.ts';

const item = probeMessage('Item');
const write = createJsonWriter(item, PROBE);
const reprinted = (json: object): unknown =>
  JSON.parse(write(decode(item, encodeJsonText(item, JSON.stringify(json), PROBE))));

/** The same Any as a stranger to the schema would have packed it. */
function foreign(typeUrl: string, hex: string): Uint8Array {
  const url = Buffer.from(typeUrl);
  const value = Buffer.from(hex, 'hex');
  const any = Buffer.concat([Buffer.of(0x0a, url.length), url, Buffer.of(0x12, value.length), value]);
  return Buffer.concat([Buffer.of(0x08, 7, 0x3a, any.length), any]);
}

describe('createJsonWriter', () => {
  it('writes one line, without fields that have no value', () => {
    const line = write(decode(item, encodeJsonText(item, '{"text":"a\\nb","value":0}', PROBE)));
    expect(line).toBe('{"text":"a\\nb"}');
  });

  it('writes them too when it is asked to', () => {
    const all = createJsonWriter(probeMessage('Total'), PROBE, true);
    expect(all(decode(probeMessage('Total'), new Uint8Array(0)))).toBe('{"count":"0","sum":0}');
  });

  it('resolves an Any whose type is known', () => {
    const json = { number: '7', detail: { '@type': 'type.googleapis.com/probe.v1.Total', count: '2' } };
    expect(reprinted(json)).toEqual(json);
  });

  it('writes the bytes of an Any whose type is not known, also inside one that is', () => {
    expect(JSON.parse(write(decode(item, foreign('example.com/not.Known', '0102ff'))))).toEqual({
      number: '7',
      detail: { '@type': 'example.com/not.Known', '@value': 'AQL/' },
    });
    const inner = foreign('x/not.Known', '01');
    expect(JSON.parse(write(decode(item, foreign('x/probe.v1.Item', Buffer.from(inner).toString('hex')))))).toEqual({
      number: '7',
      detail: { '@type': 'x/probe.v1.Item', number: '7', detail: { '@type': 'x/not.Known', '@value': 'AQ==' } },
    });
  });

  it('writes the bytes of an Any that does not decode', () => {
    expect(JSON.parse(write(decode(item, foreign('x/probe.v1.Total', 'ff'))))).toMatchObject({
      detail: { '@type': 'x/probe.v1.Total', '@value': '/w==' },
    });
  });

  it('says why a message cannot be written at all', () => {
    const text = 'syntax = "proto2"; message Old { required int32 id = 1; }';
    const old = createRegistry(compileSources([{ name: 'o.proto', path: 'o.proto', text }], () => undefined));
    const desc = old.getMessage('Old')!;
    expect(createJsonWriter(desc, old)(decode(desc, new Uint8Array(0)))).toMatch(/^\{"@error":".*required/);
  });
});
