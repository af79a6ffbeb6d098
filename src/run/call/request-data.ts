import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { Failure, usage } from '../../base/failure.ts';
import type { JsonText } from './json-values.ts';
import { JsonValues } from './json-values.ts';

/** Where requests come from, as `--data` says it. */
export type DataSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' };

/** Reads `--data`: JSON as it stands, `@FILE`, or `-`, `@` or `@-` for stdin. */
export function parseData(text: string): DataSource {
  if (text === '-' || text === '@' || text === '@-') return { kind: 'stdin' };
  return text.startsWith('@') ? { kind: 'file', path: text.slice(1) } : { kind: 'text', text };
}

/** Bytes of data that are read as a whole before anything is dialled, so that what is wrong in them is found first. */
const SMALL = 1024 ** 2;

/** Whether the data is at hand and short. Throws Failure `file` for a file that is not there. */
export function isSmall(source: DataSource): boolean {
  if (source.kind !== 'file') return source.kind === 'text';
  try {
    const stat = statSync(source.path);
    if (stat.isDirectory()) throw new Error('it is a folder');
    // A pipe has no size, and is read once.
    return stat.isFile() && stat.size <= SMALL;
  } catch (error) {
    throw unreadable(source.path, error);
  }
}

/** Whether the data can be read a second time. */
export function isLasting(source: DataSource): boolean {
  return source.kind === 'text' || (source.kind === 'file' && isRegular(source.path));
}

/**
 * The JSON values of the data, read no faster than they are taken. Leaving the loop closes what is read, stdin too, and
 * so does aborting `signal`, which may look like an error of the data.
 * @throws Failure `usage` or `file`, naming the line where there is one.
 */
export async function* readValues(
  source: DataSource,
  unwrap: boolean,
  stdin: () => Readable,
  signal?: AbortSignal,
): AsyncGenerator<JsonText, void, undefined> {
  const values = new JsonValues({ unwrap });
  if (source.kind === 'text') {
    yield* values.push(source.text);
    yield* values.end();
    return;
  }
  const stream = source.kind === 'file' ? createReadStream(source.path) : stdin();
  const decode = utf8();
  const stop = (): void => void stream.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stream) yield* values.push(decode(chunk as Uint8Array));
    yield* values.push(decode(null));
    yield* values.end();
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : unreadable(source.kind === 'file' ? source.path : 'stdin', thrown);
  } finally {
    signal?.removeEventListener('abort', stop);
    stream.destroy();
  }
}

/** Bytes to text, piece by piece and, with null, what is left. */
function utf8(): (bytes: Uint8Array | null) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (bytes) => {
    try {
      return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw usage('the data is not UTF-8', 'JSON is written in UTF-8; bytes fields take base64');
    }
  };
}

function isRegular(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function unreadable(path: string, error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error);
  return new Failure('file', `cannot read ${path}: ${why}`, {
    hint: 'a file of requests is given as @FILE, stdin as -',
    cause: error,
  });
}
