import { existsSync, mkdirSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../../base/failure.ts';
import { plural } from '../../base/text.ts';

const MOST = 100;

/** Keeps the bytes of messages that do not decode as files of a folder, `message-000017.bin`, at most 100 of them. */
export class BadMessages {
  readonly #folder: string;
  readonly #writes: Promise<void>[] = [];
  #seen = 0;
  #failure: string | null = null;

  /** Makes the folder. Throws Failure `file` when that cannot be done. */
  constructor(folder: string) {
    this.#folder = folder;
    try {
      makeFolder(folder);
    } catch (error) {
      throw new Failure('file', `--save-bad cannot make the folder ${folder}: ${(error as Error).message}`, {
        hint: 'name a folder that is there or can be made',
        cause: error,
      });
    }
  }

  /** Keeps a message; `bytes` may be used again at once. */
  save(index: number, bytes: Uint8Array): void {
    this.#seen += 1;
    if (this.#seen > MOST) return;
    const path = join(this.#folder, `message-${String(index).padStart(6, '0')}.bin`);
    // The slice of a Buffer would be the same memory.
    const written = writeFile(path, new Uint8Array(bytes)).catch((error: unknown) => {
      this.#failure ??= (error as Error).message;
    });
    this.#writes.push(written);
  }

  /** Waits for the last file; what is worth saying, null when there was nothing to keep. */
  async finish(): Promise<string | null> {
    await Promise.all(this.#writes);
    if (this.#failure !== null) return `not all undecodable messages were kept: ${this.#failure}`;
    if (this.#seen === 0) return null;
    const all = plural(this.#seen, 'undecodable message');
    return this.#seen > MOST ? `the first ${MOST} of ${all} are in ${this.#folder}` : `${all} kept in ${this.#folder}`;
  }
}

/** With its parents. Node's own `recursive` never returns where a folder that is there says ENOENT, as those of /proc do. */
function makeFolder(path: string): void {
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) mkdirSync(path);
}
