import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';

/**
 * Place of the first byte that is not UTF-8 between `from` and `to` (excluded), or -1: overlong forms, surrogates,
 * code points above U+10FFFF and cut sequences are not. Unicode 15, table 3-7.
 */
export function utf8Fault(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const more = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
    if (more === 0 || at + more >= to) return at;
    const second = bytes[at + 1]!;
    const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) return at;
    for (let i = 2; i <= more; i += 1) {
      if ((bytes[at + i]! & 0xc0) !== 0x80) return at;
    }
    at += more + 1;
  }
  return -1;
}

/** Bytes that must be UTF-8 as a text; throws a `config` Failure naming `where` if they are not. */
export function utf8Text(bytes: Uint8Array, where: string): string {
  const text = Buffer.from(bytes).toString('utf8');
  if (utf8Fault(bytes, 0, bytes.length) === -1) return text;
  throw new Failure('config', `${where}: ${JSON.stringify(printable(text, 40))} is not UTF-8, which a string must be`);
}

/** Lone surrogates, which no UTF-8 gives, stand for the bytes 0x80 to 0xff. */
const LONE = 0xdc00;

/** A text file; bytes that are no UTF-8 stay in it, for `textBytes` to give back. */
export function fileText(bytes: Buffer): string {
  const parts: string[] = [];
  let from = bytes.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? 3 : 0;
  for (;;) {
    const fault = utf8Fault(bytes, from, bytes.length);
    if (fault === -1) return parts.join('') + bytes.toString('utf8', from);
    parts.push(bytes.toString('utf8', from, fault), String.fromCharCode(LONE + bytes[fault]!));
    from = fault + 1;
  }
}

/** The bytes a part of a text file was read from. */
export function textBytes(text: string): Buffer {
  if (!/[\udc80-\udcff]/u.test(text)) return Buffer.from(text, 'utf8');
  const parts = Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return code >= LONE + 0x80 && code <= LONE + 0xff ? Buffer.of(code - LONE) : Buffer.from(char, 'utf8');
  });
  return Buffer.concat(parts);
}
