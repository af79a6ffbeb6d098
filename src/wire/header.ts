import { usage } from '../base/failure.ts';
import { isSecretKey } from '../base/secret.ts';
import { printable } from '../base/text.ts';
import { isHopKey, isLegalKey, isLegalValue } from './metadata.ts';

/** Words of `authorization` that every server knows. */
const SCHEME = /^(?:basic|bearer|digest|negotiate|token|api-?key|aws4-hmac-sha256)$/i;
/** What a variable adds to a value whose key is no secret one is hidden from this length on. */
const SHORTEST_VARIABLE = 8;
export { isSecretKey };

const FORM = "write it as 'key: value'";

/**
 * Reads one `-H 'key: value'`: key in lower case, `${NAME}` replaced from `env`. Throws a usage failure for illegal or
 * reserved keys, non-ASCII values, `-bin` values that are not base64, and variables that are not set.
 */
export function parseHeader(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly [key: string, value: string] {
  const colon = text.indexOf(':', 1);
  if (text.startsWith(':')) throw usage('metadata keys that begin with a colon belong to HTTP/2', FORM);
  if (colon === -1) throw usage(`${shown(text)} is no metadata`, FORM);
  const key = text.slice(0, colon).trim().toLowerCase();
  checkKey(key);
  const value = expand(key, text.slice(colon + 1).trim(), env);
  if (key.endsWith('-bin')) return [key, checkBase64(key, value)];
  if (!isLegalValue(value)) {
    throw usage(`the value of ${key} is not printable ASCII`, `send it as ${key}-bin, in base64`);
  }
  return [key, value];
}

/**
 * What of one `-H` must never be written: the value of a secret key, whole and word by word, and what variables add to
 * any value. Texts that are no metadata are secret whole. Never throws.
 */
export function secretsOfHeader(text: string, env: Readonly<Record<string, string | undefined>>): string[] {
  const variables = [...text.matchAll(VARIABLE)].flatMap(([, name = '']) => env[name]?.trim() ?? []);
  const expanded = text.replace(VARIABLE, (whole, name: string) => env[name]?.trim() ?? whole);
  const colon = expanded.indexOf(':', 1);
  const key = expanded.slice(0, Math.max(colon, 0)).trim();
  const value = expanded.slice(colon + 1).trim();
  if (colon === -1 || !isLegalKey(key.toLowerCase())) return [expanded, ...wordsOf(expanded)];
  const isSecret = isSecretKey(key);
  return [
    ...variables.filter((each) => isSecret || each.length >= SHORTEST_VARIABLE),
    ...(isSecret ? [value, ...wordsOf(value)] : []),
    ...(isSecret && key.toLowerCase().endsWith('-bin') ? [fromBase64(value)] : []),
  ];
}

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** A server may repeat a part: the token without its scheme, one cookie of several, the password of Basic. */
function wordsOf(value: string): string[] {
  const words = value.split(/[\s:,;="']+/).filter((word) => word !== '' && !SCHEME.test(word));
  const [, basic] = /^basic\s+(\S+)$/i.exec(value) ?? [];
  if (basic === undefined) return words;
  const pair = fromBase64(basic);
  return [...words, basic, pair, pair.slice(pair.indexOf(':') + 1)];
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function checkKey(key: string): void {
  if (!isLegalKey(key)) {
    throw usage(`"${printable(key, 40)}" is no metadata key`, 'keys are made of a-z, 0-9, "_", "-" and "."');
  }
  if (key.startsWith('grpc-')) throw usage(`${key} is reserved: keys that begin with grpc- belong to gRPC`);
  if (key === 'te' || key === 'content-type' || isHopKey(key))
    throw usage(`${key} is set by the client and cannot be given`);
}

function expand(key: string, value: string, env: Readonly<Record<string, string | undefined>>): string {
  return value.replace(VARIABLE, (_, name: string) => {
    const found = env[name];
    if (found === undefined) throw usage(`${key} needs the environment variable ${name}, which is not set`);
    return found.trim();
  });
}

function checkBase64(key: string, value: string): string {
  if (value.length % 4 === 1 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
    throw usage(`the value of ${key} is not base64`, 'keys that end in -bin carry bytes, written in base64');
  }
  return value;
}

/** Only a key that is followed by a blank or an equals sign; else the whole may be a secret without its key. */
function shown(text: string): string {
  const key = /^([\w.-]{1,40})[\s=]/.exec(text)?.[1];
  return key === undefined ? 'a text without a colon' : `"${printable(key, 40)}"`;
}
