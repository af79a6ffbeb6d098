import { FieldDescriptorProto_Type as Type } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';

const INTEGERS = new Set([
  Type.INT32,
  Type.INT64,
  Type.UINT32,
  Type.UINT64,
  Type.SINT32,
  Type.SINT64,
  Type.FIXED32,
  Type.FIXED64,
  Type.SFIXED32,
  Type.SFIXED64,
]);

/**
 * A proto2 default as descriptors write it: decimal integers, `inf`, C-escaped bytes, enum names (`type` undefined).
 * `given` is the text as written, the bytes of a string.
 */
export function defaultText(type: Type | undefined, given: string | Uint8Array, where: string): string {
  if (type === Type.BYTES) return escaped(Buffer.from(given));
  if (typeof given !== 'string') return Buffer.from(given).toString('utf8');
  if (type !== undefined && INTEGERS.has(type)) return integerText(given, where);
  if (type === Type.DOUBLE || type === Type.FLOAT) return floatText(given, type, where);
  return given;
}

function integerText(raw: string, where: string): string {
  const match = /^(-?)(0[xX][0-9a-fA-F]+|\d+)$/.exec(raw);
  if (match === null) throw new Failure('config', `${where}: default '${printable(raw, 40)}' is not an integer`);
  const digits = match[2] ?? '';
  const value = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return String(match[1] === '-' ? -value : value);
}

function floatText(raw: string, type: Type, where: string): string {
  if (/^-?(inf|nan)$/.test(raw)) return raw;
  const value = Number(raw);
  if (Number.isNaN(value)) throw new Failure('config', `${where}: default '${printable(raw, 40)}' is not a number`);
  const float = type === Type.FLOAT;
  const short = general(value, float ? 6 : 15);
  const same = float ? Math.fround(Number(short)) === Math.fround(value) : Number(short) === value;
  return same ? short : general(value, float ? 9 : 17);
}

/** C's `%.{digits}g`. */
function general(value: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < digits) return trimmed(value.toFixed(digits - 1 - power));
  return `${trimmed(mantissa)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function escaped(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char in ESCAPES) out += ESCAPES[char];
    else if (byte < 0x20 || byte >= 0x7f) out += `\\${byte.toString(8).padStart(3, '0')}`;
    else out += char;
  }
  return out;
}

const ESCAPES: Record<string, string> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
};
