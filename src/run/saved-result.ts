import { readFileSync } from 'node:fs';
import { Failure } from '../base/failure.ts';
import type { RunResult } from '../base/result.ts';
import { isRecord } from '../frame/description-fields.ts';
import { REPORT_FORMATS, renderReport } from '../report/formats.ts';

const HINT = 'name a file that --report json=FILE or --json wrote';

/** Reads a result document; throws a Failure `file` for one that cannot be read, and for what is none of ours or damaged. */
export function readSavedResult(path: string): RunResult {
  const value = parse(path, read(path));
  if (!isRecord(value)) throw refuse(path, 'is no result document');
  const { schemaVersion, tool } = value;
  if (!isRecord(tool) || tool['name'] !== 'grpc-validate') throw refuse(path, 'is no result of grpc-validate');
  if (schemaVersion !== 1)
    throw refuse(path, `has schemaVersion ${JSON.stringify(schemaVersion)}, and this version reads 1`);
  const result = value as unknown as RunResult;
  try {
    // Whatever is missing or of another kind shows when it is put into words.
    for (const format of REPORT_FORMATS) renderReport(format, result);
  } catch (cause) {
    throw refuse(path, 'is a result document with parts missing or of the wrong kind', cause);
  }
  if (!Number.isInteger(result.exitCode)) throw refuse(path, 'is a result document without an exit code');
  return result;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new Failure('file', `cannot read ${path}: ${(cause as Error).message}`, { hint: HINT, cause });
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw refuse(path, 'is not JSON', cause);
  }
}

function refuse(path: string, why: string, cause?: unknown): Failure {
  return new Failure('file', `${path} ${why}`, { hint: HINT, cause });
}
