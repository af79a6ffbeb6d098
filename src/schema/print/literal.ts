const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };
/** Characters that show as what they are, in any script. */
const PLAIN = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** A string literal of .proto text; what a terminal would not show is escaped. */
export function quoted(text: string): string {
  let out = '';
  for (const char of text) {
    const escape = ESCAPES[char];
    if (escape !== undefined) out += escape;
    else out += PLAIN.test(char) ? char : octal(Buffer.from(char, 'utf8'));
  }
  return `"${out}"`;
}

/** The same of bytes, every one that is not ASCII escaped. */
export function quotedBytes(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    out += ESCAPES[char] ?? (byte >= 0x20 && byte < 0x7f ? char : octal([byte]));
  }
  return `"${out}"`;
}

/** A number of type double, or of type float in as few digits as tell it. */
export function floatLiteral(value: number, float: boolean): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (Object.is(value, -0)) return '-0.0';
  if (!float) return String(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(value);
}

function octal(bytes: Iterable<number>): string {
  return [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
