import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../base/failure.ts';

/** A file to write; a secret one is for its owner's eyes only. */
export interface NewFile {
  readonly name: string;
  readonly text: string;
  readonly secret: boolean;
}

const IGNORE: NewFile = {
  name: '.gitignore',
  text: '# Private keys do not belong into a repository.\n*\n',
  secret: false,
};

/** A folder of certificates and keys, made when the first file is put into it. `shown`: as the user wrote it. */
export class CertificateFolder {
  readonly shown: string;
  readonly #path: string;

  constructor(path: string, shown: string) {
    this.#path = path;
    this.shown = shown;
  }

  /** How a file of it is named to the user. */
  pathOf(name: string): string {
    return join(this.shown, name);
  }

  /** The text of a file, null when there is none; throws a `file` Failure when it cannot be read. */
  async read(name: string): Promise<string | null> {
    try {
      return await readFile(join(this.#path, name), 'utf8');
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw this.#failure('read', this.pathOf(name), thrown);
    }
  }

  /**
   * Writes all files, each in one step, so that no key is ever readable by others nor half there; and beside them what
   * keeps git from taking them. Throws a `file` Failure for what cannot be written.
   */
  async write(files: readonly NewFile[]): Promise<void> {
    try {
      await mkdir(this.#path, { recursive: true });
    } catch (thrown) {
      throw this.#failure('make the folder', this.shown, thrown);
    }
    const ignored = (await this.read(IGNORE.name)) === null ? [IGNORE] : [];
    for (const file of [...ignored, ...files]) {
      try {
        await this.#place(file);
      } catch (thrown) {
        throw this.#failure('write', this.pathOf(file.name), thrown);
      }
    }
  }

  async #place({ name, text, secret }: NewFile): Promise<void> {
    const passing = join(this.#path, `.${name}.${randomBytes(6).toString('hex')}`);
    const handle = await open(passing, 'wx', secret ? 0o600 : 0o644);
    try {
      await handle.writeFile(text);
      await handle.close();
      await rename(passing, join(this.#path, name));
    } catch (thrown) {
      await handle.close().catch(() => {});
      await rm(passing, { force: true });
      throw thrown;
    }
  }

  #failure(what: string, path: string, thrown: unknown): Failure {
    return new Failure('file', `cannot ${what} ${path}: ${(thrown as Error).message}`, {
      hint: 'choose another folder with --out DIR',
      cause: thrown,
    });
  }
}
