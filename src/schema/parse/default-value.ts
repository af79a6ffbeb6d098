import { FieldDescriptorProto_Type as Type } from '@bufbuild/protobuf/wkt';
import { Failure } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { BOUNDS } from '../options/scalar-value.ts';
import { utf8Text } from '../utf8.ts';
import { signedInteger } from './token-reader.ts';

/**
 * A proto2 default as descriptors write it: decimal integers, `inf`, C-escaped bytes, enum names (`type` undefined).
 * `given` is the text as written, the bytes of a string.
 */
export function defaultText(type: Type | undefined, given: string | Uint8Array, where: string): string {
  if (type === Type.BYTES) return escaped(Buffer.from(given));
  if (typeof given !== 'string') return utf8Text(given, where);
  const bounds = type === undefined ? undefined : BOUNDS.get(type);
  if (bounds !== undefined) return integerText(given, bounds, where);
  if (type === Type.BOOL && given !== 'true' && given !== 'false') throw refused(given, 'true or false', where);
  if (type === Type.DOUBLE || type === Type.FLOAT) return floatText(given, type, where);
  return given;
}

function integerText(raw: string, [least, greatest]: readonly [bigint, bigint], where: string): string {
  const value = signedInteger(raw);
  if (value === undefined) throw refused(raw, 'an integer', where);
  if (value < least || value > greatest) throw refused(raw, `from ${least} to ${greatest}`, where);
  return String(value);
}

function floatText(raw: string, type: Type, where: string): string {
  if (/^-?(inf|nan)$/.test(raw)) return raw;
  const given = Number(signedInteger(raw) ?? raw);
  if (Number.isNaN(given)) throw refused(raw, 'a number', where);
  const float = type === Type.FLOAT;
  const value = float ? Math.fround(given) : given;
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const short = general(value, float ? 6 : 15);
  const same = float ? Math.fround(Number(short)) === value : Number(short) === value;
  return same ? short : general(value, float ? 9 : 17);
}

function refused(raw: string, wanted: string, where: string): Failure {
  return new Failure('config', `${where}: default '${printable(raw, 40)}' is not ${wanted}`);
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
