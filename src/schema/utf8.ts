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
