import { describe, expect, it } from 'vitest';
import { decodeJson } from '../../src/schema/codec.ts';
import { encodeJsonText } from '../../src/schema/json-message.ts';
import { PROBE, probeMessage } from '../support/probe.ts';

const item = probeMessage('Item');
const back = (json: string): unknown => decodeJson(item, encodeJsonText(item, json, PROBE), { registry: PROBE });

describe('encodeJsonText', () => {
  it('carries every kind of field', () => {
    const json = {
      number: '5',
      value: 1.5,
      text: 'x',
      payload: 'AQI=',
      parts: [{ number: '1' }],
      labels: { a: 'b' },
      detail: { '@type': 'type.googleapis.com/probe.v1.Total', count: '2' },
    };
    expect(back(JSON.stringify(json))).toEqual(json);
  });

  it('keeps the digits of integers that JSON.parse would round', () => {
    expect(back('{"number": 9007199254740993}')).toEqual({ number: '9007199254740993' });
    expect(JSON.parse('9007199254740993')).toBe(9007199254740992);
  });

  it('is a usage failure for what is no JSON and for what does not fit', () => {
    expect(() => encodeJsonText(item, '{"number":}')).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(/^not JSON: /) as string }),
    );
    expect(() => encodeJsonText(item, '{"parts":[{"nmber":1}]}')).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(/^\$\.parts\[0\]\.nmber: /) as string }),
    );
  });
});
