import { ScalarType } from '@bufbuild/protobuf';
import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import { FieldDescriptorProto_TypeSchema, FieldOptions_CTypeSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { BOUNDS, enumNumberOf, scalarOf, shown, writeScalar } from '../../../src/schema/options/scalar-value.ts';
import { readOption } from '../../../src/schema/parse/option-statement.ts';
import { TokenReader } from '../../../src/schema/parse/token-reader.ts';

const value = (text: string) => readOption(new TokenReader(`a = ${text}`, 'a.proto')).value;

describe('scalarOf', () => {
  it.each([
    [ScalarType.STRING, '"é" "x"', 'éx'],
    [ScalarType.BYTES, String.raw`"\000\377"`, Uint8Array.of(0, 255)],
    [ScalarType.BOOL, 'true', true],
    [ScalarType.BOOL, 'f', false],
    [ScalarType.BOOL, '1', true],
    [ScalarType.DOUBLE, '-1.5e3', -1500],
    [ScalarType.DOUBLE, '017', 15],
    [ScalarType.FLOAT, '2.5f', 2.5],
    [ScalarType.FLOAT, '-inf', -Infinity],
    [ScalarType.DOUBLE, 'nan', Number.NaN],
    [ScalarType.INT32, '-0x80000000', -2_147_483_648],
    [ScalarType.UINT32, '4294967295', 4_294_967_295],
    [ScalarType.SFIXED64, '-9223372036854775808', -9_223_372_036_854_775_808n],
    [ScalarType.FIXED64, '0xFFFFFFFFFFFFFFFF', 18_446_744_073_709_551_615n],
  ])('reads %s %s', (type, text, wanted) => {
    expect(scalarOf(type, value(text), 'a.proto:1')).toEqual(wanted);
  });

  it.each([
    [ScalarType.STRING, 'x', 'a.proto:1: x is not a text in quotes'],
    [ScalarType.STRING, String.raw`"a\xff"`, 'is not UTF-8, which a string must be'],
    [ScalarType.BYTES, '1', '1 is not a text in quotes'],
    [ScalarType.BOOL, 'yes', 'yes is not true or false'],
    [ScalarType.BOOL, '"true"', '"true" is not true or false'],
    [ScalarType.DOUBLE, '{}', 'a message in braces is not a number'],
    [ScalarType.FLOAT, 'much', 'much is not a number'],
    [ScalarType.INT32, '2147483648', '2147483648 is not an integer from -2147483648 to 2147483647'],
    [ScalarType.UINT64, '-1', '-1 is not an integer from 0 to 18446744073709551615'],
    [ScalarType.INT64, '1.0', '1.0 is not an integer'],
    [ScalarType.INT32, 'one', 'one is not an integer'],
  ])('refuses %s %s', (type, text, message) => {
    expect(() => scalarOf(type, value(text), 'a.proto:1')).toThrow(expect.objectContaining({ code: 'config' }));
    expect(() => scalarOf(type, value(text), 'a.proto:1')).toThrow(message);
  });
});

describe('enumNumberOf', () => {
  it('takes a name, or a number that is a value', () => {
    expect(enumNumberOf(FieldOptions_CTypeSchema, value('CORD'), 'a.proto:1')).toBe(1);
    expect(enumNumberOf(FieldOptions_CTypeSchema, value('2'), 'a.proto:1')).toBe(2);
  });

  it('names what is near, or what there is', () => {
    expect(() => enumNumberOf(FieldOptions_CTypeSchema, value('CORT'), 'a.proto:1')).toThrow(
      expect.objectContaining({
        message: 'a.proto:1: CORT is no value of google.protobuf.FieldOptions.CType',
        hint: 'did you mean CORD?',
      }),
    );
    expect(() => enumNumberOf(FieldDescriptorProto_TypeSchema, value('99'), 'a.proto:1')).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/^there are TYPE_DOUBLE, .*TYPE_BOOL$/) as string }),
    );
    expect(() => enumNumberOf(FieldOptions_CTypeSchema, value('"CORD"'), 'a.proto:1')).toThrow('"CORD" is no value');
  });
});

describe('writeScalar', () => {
  it.each([...BOUNDS].flatMap(([type, bounds]) => bounds.map((bound) => [type as ScalarType, bound] as const)))(
    'writes a %s of %s as the codec reads it',
    (type, bound) => {
      const writer = new BinaryWriter();
      const given = scalarOf(type, value(String(bound)), '');
      writeScalar(writer, 5, type, given);
      const reader = new BinaryReader(writer.finish());
      const [number] = reader.tag();
      const name = ScalarType[type].toLowerCase() as 'int32' | 'int64';
      expect([number, BigInt(reader[name]())]).toEqual([5, bound]);
    },
  );

  it('writes the default too', () => {
    const bytes = [ScalarType.BOOL, ScalarType.STRING, ScalarType.BYTES, ScalarType.DOUBLE, ScalarType.FLOAT].map(
      (type, i) => {
        const writer = new BinaryWriter();
        writeScalar(writer, 1, type, [false, '', new Uint8Array(0), 0, 0][i] as never);
        return writer.finish().length;
      },
    );
    expect(bytes).toEqual([2, 2, 2, 9, 5]);
  });
});

describe('shown', () => {
  it('shows values in one line', () => {
    expect(['1', 'x', String.raw`"a\nb"`, '{}'].map((text) => shown(value(text)))).toEqual([
      '1',
      'x',
      String.raw`"a\\nb"`,
      'a message in braces',
    ]);
    expect(shown({ kind: 'list', values: [], line: 1 })).toBe('a list');
  });
});
