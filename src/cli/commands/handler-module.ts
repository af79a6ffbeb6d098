import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import type { FileName, NamedHandler } from '../../serve/handler-set.ts';
import { readHandlerSet } from '../../serve/handler-set.ts';

/**
 * The handlers a module exports as `handlers` or by default, the .proto files beside them found from the module's folder.
 * @throws Failure `config` naming the file.
 */
export async function loadHandlerModule(file: string, cwd: string): Promise<NamedHandler[]> {
  const path = resolve(cwd, file);
  if (!existsSync(path)) throw new Failure('config', `${file}: no such file`, { hint: 'give a JavaScript module' });
  if (statSync(path).isDirectory()) throw new Failure('config', `${file} is a folder, not a JavaScript module`);
  const module = await importModule(path, file);
  const handlers = module['handlers'] ?? module['default'];
  if (handlers === undefined) {
    throw new Failure('config', `${file} exports no handlers`, {
      hint: 'export default [{ service, handler, proto }], or export them as `handlers`',
    });
  }
  try {
    return readHandlerSet(handlers).map((entry) => fromFolder(entry, dirname(path)));
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const hint = thrown.hint === null ? {} : { hint: thrown.hint };
    throw new Failure(thrown.code, `${file}: ${thrown.message}`, { ...hint, cause: thrown });
  }
}

async function importModule(path: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } catch (thrown) {
    const [reason = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n');
    throw new Failure('config', `${file}: cannot be loaded: ${printable(reason, 300)}`, {
      cause: thrown,
      ...hintFor(thrown, reason, path),
    });
  }
}

function hintFor(thrown: unknown, reason: string, path: string): { readonly hint?: string } {
  if (thrown instanceof SyntaxError) return { hint: `\`node --check ${path}\` shows the place` };
  if (!reason.includes("Cannot find package 'grpc-validate'")) return {};
  return { hint: 'run `npm install grpc-validate` in the folder of the module' };
}

function fromFolder(entry: NamedHandler, folder: string): NamedHandler {
  const { proto = [] } = entry;
  const files: readonly FileName[] = typeof proto === 'string' || proto instanceof URL ? [proto] : proto;
  return { ...entry, proto: files.map((each) => (typeof each === 'string' ? resolve(folder, each) : each)) };
}
