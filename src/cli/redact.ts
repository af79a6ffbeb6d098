import { isSecretKey } from '../base/secret.ts';

/** Metadata flags as they may be printed and saved: the value of a secret key is not shown. */
export function showHeaders(headers: readonly string[]): string[] {
  return headers.map((header) => {
    const colon = header.indexOf(':');
    const key = header.slice(0, colon).trim();
    return colon > 0 && isSecretKey(key) ? `${key}: (hidden)` : header;
  });
}

/** Values in JSON whose names say that they are secrets, also in JSON that is not whole; never throws. */
export function secretsOfJson(text: string): string[] {
  const pairs = text.matchAll(/"((?:[^"\\]|\\.)+)"\s*:\s*"((?:[^"\\]|\\.)*)"/g);
  return [...pairs].flatMap(([, name = '', value = '']) => (isSecretKey(name) ? [value] : []));
}
