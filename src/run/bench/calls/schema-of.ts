import type { LoadedSchema } from '../../../schema/schema-files.ts';
import { connect } from '../../../wire/connect.ts';
import type { CallDraft } from '../../call/plan.ts';
import type { Host } from '../../host.ts';

/** The schema of the method: that of files, else what the server tells by reflection, over a connection of its own. */
export async function schemaOf({ schema, reach, reflect }: CallDraft, host: Host): Promise<LoadedSchema> {
  if (schema !== null) return schema;
  const { clock, random, signal, onAttempt } = host;
  const connection = await connect({ ...reach, clock, random, signal, ...(onAttempt ? { onAttempt } : {}) });
  try {
    return await reflect(connection);
  } finally {
    await connection.close();
  }
}
