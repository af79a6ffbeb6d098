import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schema: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../../docs/result.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

/** What docs/result.schema.json has against a document, as it would be read back from its JSON; empty when nothing. */
export function schemaErrors(document: unknown): string[] {
  if (validate(JSON.parse(JSON.stringify(document)))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

/** The schema itself. */
export const resultSchema: Record<string, unknown> = schema;
