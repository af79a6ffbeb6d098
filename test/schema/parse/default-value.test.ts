import { FieldDescriptorProto_Type as Type } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { defaultText } from '../../../src/schema/parse/default-value.ts';

describe('defaultText', () => {
  it.each([
    [Type.INT64, '-9223372036854775808', '-9223372036854775808'],
    [Type.UINT64, '0xFFFFFFFFFFFFFFFF', '18446744073709551615'],
    [Type.INT32, '017', '15'],
    [Type.DOUBLE, '1e3', '1000'],
    [Type.DOUBLE, '1.5e-7', '1.5e-07'],
    [Type.DOUBLE, '1e21', '1e+21'],
    [Type.FLOAT, '0.1', '0.1'],
    [Type.FLOAT, '16777217', '16777216'],
    [Type.FLOAT, '0.3333333333333333', '0.333333343'],
    [Type.FLOAT, '-1e40', '-inf'],
    [Type.DOUBLE, '1e400', 'inf'],
    [Type.DOUBLE, '017', '15'],
    [Type.FLOAT, '-inf', '-inf'],
    [Type.DOUBLE, 'nan', 'nan'],
    [Type.BOOL, 'true', 'true'],
    [undefined, 'RED', 'RED'],
  ])('writes a %s %s as %s', (type, given, text) => {
    expect(defaultText(type, given, 'a.proto:1')).toBe(text);
  });

  it('refuses a string that is not UTF-8', () => {
    expect(() => defaultText(Type.STRING, Buffer.of(0x61, 0xff), 'a.proto:1')).toThrow(
      'a.proto:1: "a\ufffd" is not UTF-8',
    );
  });

  it('writes strings as text and bytes with escapes', () => {
    const bytes = Buffer.from([0x61, 0x0a, 0x22, 0x5c, 0x00, 0xff]);
    expect(defaultText(Type.STRING, Buffer.from('é"'), 'a.proto:1')).toBe('é"');
    expect(defaultText(Type.BYTES, bytes, 'a.proto:1')).toBe(String.raw`a\n\"\\\000\377`);
  });

  it.each([
    [Type.INT32, '1.5', 'is not an integer'],
    [Type.INT32, '2147483648', 'is not from -2147483648 to 2147483647'],
    [Type.UINT64, '-1', 'is not from 0 to 18446744073709551615'],
    [Type.BOOL, 'yes', 'is not true or false'],
    [Type.DOUBLE, 'many', 'is not a number'],
  ])('refuses what the type cannot hold: %s %s', (type, given, message) => {
    expect(() => defaultText(type, given, 'a.proto:1')).toThrow(message);
  });
});
