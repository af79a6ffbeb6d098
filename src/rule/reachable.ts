import type { DescEnum, DescMessage, FileRegistry } from '../schema/descriptors.ts';

/** The types an expression over a message can meet. */
export interface Reachable {
  readonly messages: readonly DescMessage[];
  readonly enums: readonly DescEnum[];
}

/** `root` and what its fields hold, to any depth; with an Any among them every type of the registry. */
export function reachableFrom(root: DescMessage, registry: FileRegistry): Reachable {
  const messages = new Map<string, DescMessage>();
  const enums = new Map<string, DescEnum>();
  const waiting = [root];
  let all = false;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (messages.has(next.typeName)) continue;
    messages.set(next.typeName, next);
    for (const field of next.fields) {
      if (field.enum) enums.set(field.enum.typeName, field.enum);
      if (field.message) waiting.push(field.message);
    }
    if (next.typeName !== 'google.protobuf.Any' || all) continue;
    all = true;
    for (const type of registry) if (type.kind === 'message') waiting.push(type);
  }
  return { messages: [...messages.values()], enums: [...enums.values()] };
}
