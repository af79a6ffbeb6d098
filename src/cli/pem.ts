import { readFileSync } from 'node:fs';
import { Failure } from '../base/failure.ts';

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
