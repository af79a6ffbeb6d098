import { usage } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { isHopKey, isLegalKey, isLegalValue } from './metadata.ts';

const SECRET = /authorization|cookie|token|secret|password|passwd|credential|api-?key|private-?key|session-?id/;
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
  if (colon === -1) throw usage(`"${shown(text)}" is no metadata`, FORM);
  const key = text.slice(0, colon).trim().toLowerCase();
  checkKey(key);
  const value = expand(key, text.slice(colon + 1).trim(), env);
  if (key.endsWith('-bin')) return [key, checkBase64(key, value)];
  if (!isLegalValue(value)) {
    throw usage(`the value of ${key} is not printable ASCII`, `send it as ${key}-bin, in base64`);
  }
  return [key, value];
}

/** Whether values of this key must not be printed or saved. */
export function isSecretKey(key: string): boolean {
  return SECRET.test(key.toLowerCase());
}

function checkKey(key: string): void {
  if (!isLegalKey(key)) {
    throw usage(`"${printable(key, 80)}" is no metadata key`, 'keys are made of a-z, 0-9, "_", "-" and "."');
  }
  if (key.startsWith('grpc-')) throw usage(`${key} is reserved: keys that begin with grpc- belong to gRPC`);
  if (key === 'te' || key === 'content-type' || isHopKey(key))
    throw usage(`${key} is set by the client and cannot be given`);
}

function expand(key: string, value: string, env: Readonly<Record<string, string | undefined>>): string {
  return value.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
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

/** Only the part before a blank or equals sign, so that a misspelt secret is not echoed. */
function shown(text: string): string {
  return printable(/^[^\s=]*/.exec(text)?.[0] ?? '', 40);
}
