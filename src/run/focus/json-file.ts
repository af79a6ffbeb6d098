import { readFileSync } from 'node:fs';
import type { JSONPath, ParseError } from 'jsonc-parser';
import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser';
import { Failure } from '../../base/failure.ts';
import { isRecord } from '../../frame/description-fields.ts';

/** A JSON object from a file, and where its fields stand. */
export interface JsonFile {
  readonly value: Readonly<Record<string, unknown>>;
  /** `path:line` of a field, or of the nearest object around it that is there. */
  place(field: JSONPath): string;
}

/**
 * Reads an object in strict JSON. Throws a Failure `file` when it cannot be read, `config` with path and line when it
 * is none. `flag` names the option in the first case.
 */
export function readJsonFile(path: string, flag: string): JsonFile {
  let source: string;
  try {
    source = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Failure('file', `${flag} cannot read ${path}: ${(error as Error).message}`, {
      hint: 'name a readable JSON file',
      cause: error,
    });
  }
  const lineAt = (offset: number): number => source.slice(0, offset).split('\n').length;
  const errors: ParseError[] = [];
  const root = parseTree(source, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error ?? !root) {
    const what = error ? words(printParseErrorCode(error.error)) : 'the file is empty';
    throw new Failure('config', `${path}:${lineAt(error?.offset ?? 0)}: not JSON: ${what}`, {
      hint: 'check commas, quotes and brackets near that line',
    });
  }
  const value: unknown = getNodeValue(root);
  if (!isRecord(value))
    throw new Failure('config', `${path}:1: must be a JSON object`, { hint: '{"name": value, ...}' });
  return {
    value,
    place: (field) => {
      for (let depth = field.length; depth > 0; depth -= 1) {
        const node = findNodeAtLocation(root, field.slice(0, depth));
        if (node) return `${path}:${lineAt(node.offset)}`;
      }
      return path;
    },
  };
}

/** `ValueExpected` -> `value expected`. */
function words(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
