import type { ASTNode } from '@marcbachmann/cel-js';

/** Macros whose first argument names a variable of their own. */
const BINDING = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

/** Nodes directly below a node. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  return nodesIn(node.args);
}

function nodesIn(value: unknown): ASTNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isNode(value) ? [value] : [];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'range' in value;
}

/** The variable a macro brings along, `i` of `list.all(i, i > 0)`; null for any other node. */
function boundBy(node: ASTNode): string | null {
  if (node.op !== 'rcall') return null;
  const [name, , args] = node.args;
  const [first] = args;
  return BINDING.has(name) && first?.op === 'id' ? first.args : null;
}

/**
 * Calls `visit` for every node from the top down, with the variables macros have brought along there. What returns
 * false is not looked into.
 */
export function walk(
  node: ASTNode,
  visit: (node: ASTNode, bound: ReadonlySet<string>) => boolean | void,
  bound: ReadonlySet<string> = new Set(),
): void {
  if (visit(node, bound) === false) return;
  const name = boundBy(node);
  if (name === null || node.op !== 'rcall') {
    for (const child of childrenOf(node)) walk(child, visit, bound);
    return;
  }
  const [, receiver, args] = node.args;
  walk(receiver, visit, bound);
  const inside = new Set([...bound, name]);
  for (const argument of args.slice(1)) walk(argument, visit, inside);
}

/** Variables of the expression, less those macros bring along. */
export function freeVariables(root: ASTNode): ReadonlySet<string> {
  const free = new Set<string>();
  walk(root, (node, bound) => {
    if (node.op === 'id' && !bound.has(node.args)) free.add(node.args);
  });
  return free;
}

/**
 * Texts of the parts whose values explain a result: variables and the fields and elements of them, `message.value`,
 * `previous.items[0].seq`, in order, each once. Those within a macro that hang on its variable are left out.
 */
export function explainingParts(root: ASTNode, text: string): readonly string[] {
  const parts = new Set<string>();
  walk(root, (node, bound) => {
    if (node.op !== 'id' && node.op !== '.' && node.op !== '[]') return true;
    const free = freeVariables(node);
    if (free.size > 0 && ![...free].some((name) => bound.has(name)) && isChain(node)) {
      parts.add(text.slice(node.range.start, node.range.end));
      return false;
    }
    return true;
  });
  return [...parts];
}

function isChain(node: ASTNode): boolean {
  if (node.op === 'id') return true;
  if (node.op === '.' || node.op === '[]') return isChain(node.args[0]);
  return false;
}
