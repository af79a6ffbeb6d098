import type { FileRegistry } from '../../schema/descriptors.ts';
import { googleRpc } from '../../schema/google-rpc.ts';
import { readDetails } from '../../wire/status-details.ts';
import type { CallEnd } from '../../wire/types.ts';

/** Asks for the schemas of message types by their full names; null where nobody can be asked. */
export type AskTypes = ((types: readonly string[]) => Promise<readonly FileRegistry[]>) | null;

/**
 * The end of a call, the details of its status decoded by the schema in use; types it does not know are asked for. What
 * stays unknown is told by its name and size.
 */
export async function withDetails<T extends Pick<CallEnd, 'status'>>(
  end: T,
  schema: FileRegistry,
  ask: AskTypes,
): Promise<T> {
  const { details, decoded, code } = end.status;
  if (details === undefined || decoded === undefined) return end;
  const known = [googleRpc(), schema];
  const unknown = decoded.details.map(({ type }) => type).filter((type) => isUnknown(type, known));
  const more = ask === null || unknown.length === 0 ? [] : await ask([...new Set(unknown)]);
  return { ...end, status: { ...end.status, decoded: readDetails(details, code, [schema, ...more]) } };
}

function isUnknown(type: string, known: readonly FileRegistry[]): boolean {
  return /^[A-Za-z_][\w.]*$/.test(type) && known.every((each) => each.getMessage(type) === undefined);
}
