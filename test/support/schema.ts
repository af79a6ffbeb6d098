import { expect } from 'vitest';
import { schemaErrors } from './result-schema.ts';

/** Fails the test when a document does not follow docs/result.schema.json. */
export function expectValid(result: unknown): void {
  expect(schemaErrors(result)).toEqual([]);
}
