import type { Environment } from '@marcbachmann/cel-js';
import type { DescEnum } from '../schema/descriptors.ts';

/** Words CEL keeps for itself, and what the library has under `google`. */
const RESERVED = new Set(
  'as break const continue else for function google if import in let loop namespace package return var void while'.split(
    ' ',
  ),
);

/** A value with fields, made for the names of enums: `State.RUNNING`, `pkg.State.RUNNING`. */
interface Node {
  readonly children: Map<string, Node | bigint>;
}

/**
 * Declares the values of enums as variables with fields, so that a mistyped one is found before anything runs: under
 * the full name, and under the enum's own name where only one enum has it. Returns the variables' values. Names in
 * `taken` stay what they are.
 */
export function declareEnums(
  environment: Environment,
  enums: readonly DescEnum[],
  taken: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const root: Node = { children: new Map() };
  for (const desc of enums) place(root, desc.typeName.split('.'), desc);
  for (const desc of enums) {
    const isOnly = enums.filter(({ name }) => name === desc.name).length === 1;
    if (isOnly && !root.children.has(desc.name)) place(root, [desc.name], desc);
  }
  const values: Record<string, unknown> = {};
  let count = 0;
  for (const [name, node] of root.children) {
    if (taken.has(name) || RESERVED.has(name) || typeof node === 'bigint') continue;
    const made = build(node);
    environment.registerVariable(name, made.type);
    values[name] = made.value;
  }
  return values;

  function build(node: Node): { readonly type: string; readonly value: object } {
    const Constants = function Constants() {} as unknown as new () => object;
    const fields: Record<string, string> = {};
    const parts: Record<string, unknown> = {};
    for (const [name, child] of node.children) {
      const part = typeof child === 'bigint' ? { type: 'int', value: child } : build(child);
      fields[name] = part.type;
      parts[name] = part.value;
    }
    count += 1;
    const type = `names.of.enums${count}`;
    environment.registerType(type, { ctor: Constants, fields });
    return { type, value: Object.freeze(Object.assign(new Constants(), parts)) };
  }
}

function place(root: Node, path: readonly string[], desc: DescEnum): void {
  let at = root;
  for (const part of path) {
    const known = at.children.get(part);
    const next: Node = typeof known === 'object' ? known : { children: new Map() };
    at.children.set(part, next);
    at = next;
  }
  for (const { name, number } of desc.values) if (name !== 'constructor') at.children.set(name, BigInt(number));
}
