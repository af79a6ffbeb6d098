import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { secureContext } from '../wire/tls.ts';
import type { Told } from './told.ts';
import { told } from './told.ts';

/** The files of the TLS flags, null where none was given. */
export interface PemFiles {
  readonly ca?: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}

/** Their texts; absent where none was given. */
export interface PemTexts {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** The options these files come from. */
export interface PemFlags {
  readonly ca?: Told;
  readonly cert: Told;
  readonly key: Told;
}

/** Reads the files of `--ca`, `--cert` and `--key`; throws a `file` or `config` Failure naming flag and path for what cannot be used. */
export function readPems(files: PemFiles, flags: PemFlags): PemTexts {
  const { ca = null, cert, key } = files;
  const texts: PemTexts = {
    ...(ca === null || !flags.ca ? {} : { ca: usable(flags.ca, ca, (text) => secureContext({ ca: text })) }),
    ...(cert === null ? {} : { cert: usable(flags.cert, cert, (text) => new X509Certificate(text)) }),
    ...(key === null ? {} : { key: usable(flags.key, key, (text) => createPrivateKey(text)) }),
  };
  if (cert !== null && key !== null) {
    attempt(`${flags.key.flag} ${key} and ${flags.cert.flag} ${cert}`, () => {
      secureContext({ cert: texts.cert as string, key: texts.key as string });
    });
  }
  return texts;
}

/** The text of a PEM file; throws a `file` Failure naming the flag when it cannot be read or holds no PEM. */
export function readPem(flag: string, path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure('file', `${flag} cannot read ${path}: ${(error as Error).message}`, {
      hint: 'name a readable PEM file',
      cause: error,
    });
  }
  if (!text.includes('-----BEGIN ')) {
    throw new Failure('file', `${flag}: ${path} holds no PEM`, { hint: 'a PEM file has a line -----BEGIN ...-----' });
  }
  return text;
}

function usable(from: Told, path: string, use: (text: string) => unknown): string {
  return told(from, () => {
    const text = readPem(from.flag, path);
    attempt(`${from.flag} ${path}`, () => use(text));
    return text;
  });
}

function attempt(what: string, use: () => unknown): void {
  try {
    use();
  } catch (error) {
    const hint =
      error instanceof Failure && error.hint !== null
        ? error.hint
        : 'certificates and keys are PEM, the key without a passphrase and belonging to the certificate';
    throw new Failure('config', `${what} cannot be used: ${printable((error as Error).message)}`, {
      hint,
      cause: error,
    });
  }
}
