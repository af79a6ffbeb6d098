/** Strings, which are stepped over, or numbers without point and exponent that may be too long for a double. */
const STRING_OR_LONG = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/**
 * JSON text in which integers that a double cannot hold stand in quotes, as ProtoJSON writes 64-bit integers:
 * JSON.parse would round them, and a request must not differ from what its author wrote.
 */
export function quoteLongIntegers(json: string): string {
  if (!/\d{16}/.test(json)) return json;
  return json.replace(STRING_OR_LONG, (found, at: number) => {
    if (found.startsWith('"') || isFraction(json, at) || isExact(found)) return found;
    return `"${found}"`;
  });
}

/** Whether the digits follow a point or an exponent, so that they are the end of a longer number. */
function isFraction(json: string, at: number): boolean {
  return /[\d.eE+]/.test(json.charAt(at - 1));
}

function isExact(digits: string): boolean {
  return BigInt(digits) === BigInt(Number(digits));
}
