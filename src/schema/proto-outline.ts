import { Failure } from '../base/failure.ts';
import { checkIdentifier, checkQualifiedName } from './identifiers.ts';
import { protoTokens, type Token } from './proto-tokens.ts';

/** What protobufjs's parser drops: the syntax, public imports, lines, the order of declarations, exact defaults. */
export interface ProtoOutline {
  readonly file: string;
  readonly syntax: 'proto2' | 'proto3';
  readonly package: string;
  readonly imports: readonly ProtoImport[];
  /** Declarations by path inside the file without the package: `Message.Nested.field`. */
  readonly declarations: ReadonlyMap<string, Declaration>;
}

interface ProtoImport {
  readonly name: string;
  readonly kind: 'plain' | 'public' | 'weak';
  readonly line: number;
}

interface Declaration {
  readonly line: number;
  /** Place among all declarations of the file. */
  readonly order: number;
  /** The `default` option as written; the bytes of a string. */
  readonly default?: string | Uint8Array;
  /** Whether braces follow it. */
  readonly block: boolean;
}

interface Scope {
  readonly kind: string;
  readonly path: string;
  /** Where it begins. */
  readonly line: number;
}

const OUTERMOST: Scope = { kind: 'file', path: '', line: 1 };
const BLOCKS = new Set(['message', 'enum', 'service', 'oneof', 'rpc', 'group']);

/** Reads the outline of a .proto text and checks every declared name; throws a `config` Failure naming file and line. */
export function readOutline(text: string, file: string): ProtoOutline {
  const declarations = new Map<string, Declaration>();
  const imports: ProtoImport[] = [];
  const scopes: Scope[] = [OUTERMOST];
  let syntax = 'proto2';
  let name = '';

  for (const { tokens, opens } of statements(protoTokens(text, file), file)) {
    const first = tokens[0];
    if (first === undefined) {
      if (scopes.length > 1) scopes.pop();
      continue;
    }
    const at = `${file}:${first.line}`;
    const scope = scopes.at(-1) ?? OUTERMOST;
    if (scope.kind === 'file' && first.text === 'edition') {
      throw new Failure('config', `${at}: editions cannot be read from .proto text`, {
        hint: 'compile it with `protoc --descriptor_set_out` and give the descriptor set',
      });
    }
    if (scope.kind === 'file' && first.text === 'syntax') syntax = tokens[2]?.text ?? '';
    else if (scope.kind === 'file' && first.text === 'package') {
      name = checkQualifiedName(joined(tokens.slice(1)), at);
    } else if (scope.kind === 'file' && first.text === 'import') imports.push(importOf(tokens));
    else if (!isPlainStatement(first.text, tokens)) declare(tokens, opens, scope, at);
    if (opens) scopes.push(opened(tokens, scope));
  }
  if (scopes.length > 1) throw new Failure('config', `${file}:${scopes.at(-1)?.line}: this block is not closed`);
  if (syntax !== 'proto2' && syntax !== 'proto3') {
    throw new Failure('config', `${file}: syntax is neither "proto2" nor "proto3"`);
  }
  return { file, syntax, package: name, imports, declarations };

  function declare(tokens: readonly Token[], opens: boolean, scope: Scope, at: string): void {
    const named = nameOf(tokens);
    if (named === undefined) return;
    const path = join(scope.path, checkIdentifier(named.text, at));
    if (declarations.has(path)) {
      throw new Failure('config', `${file}:${named.line}: '${path}' is declared twice`);
    }
    const given = defaultOf(tokens);
    declarations.set(path, {
      line: named.line,
      order: declarations.size,
      block: opens,
      ...(given === undefined ? {} : { default: given }),
    });
  }
}

interface Statement {
  /** Empty for a closing brace. */
  readonly tokens: readonly Token[];
  readonly opens: boolean;
}

function* statements(tokens: readonly Token[], file: string): Generator<Statement> {
  let current: Token[] = [];
  let brackets = 0;
  let braces = 0;
  for (const token of tokens) {
    const mark = token.bytes === undefined ? token.text : '';
    const inside = brackets > 0 || braces > 0;
    if (mark === '[') brackets += 1;
    if (mark === ']') brackets = Math.max(0, brackets - 1);
    if (inside || current[0]?.text === 'option') {
      if (mark === '{') braces += 1;
      if (mark === '}') braces = Math.max(0, braces - 1);
    }
    if (inside || !(mark === ';' || mark === '}' || (mark === '{' && braces === 0))) {
      current.push(token);
      continue;
    }
    if (mark === '{') {
      yield { tokens: current, opens: true };
    } else {
      if (current.length > 0) yield { tokens: current, opens: false };
      if (mark === '}') yield { tokens: [], opens: false };
    }
    current = [];
  }
  if (current.length > 0)
    throw new Failure('config', `${file}:${tokens.at(-1)?.line}: the file ends inside a statement`);
}

function isPlainStatement(word: string, tokens: readonly Token[]): boolean {
  if (word === 'extend') return true;
  // A field may be called `option` or `reserved` only as a type's field, where its name is not the first word.
  return (word === 'option' || word === 'reserved' || word === 'extensions') && tokens[1]?.text !== '=';
}

function opened(tokens: readonly Token[], scope: Scope): Scope {
  const word = tokens[0]?.text ?? '';
  const line = tokens[0]?.line ?? scope.line;
  const group = groupName(tokens);
  if (group !== undefined) return { kind: 'group', path: join(scope.path, group.text), line };
  // The members of a oneof and of an enum are siblings of it.
  if (!BLOCKS.has(word) || word === 'oneof' || word === 'enum') return { kind: word, path: scope.path, line };
  return { kind: word, path: join(scope.path, tokens[1]?.text ?? ''), line };
}

function nameOf(tokens: readonly Token[]): Token | undefined {
  if (BLOCKS.has(tokens[0]?.text ?? '') && tokens[1]?.text !== '=' && tokens[2]?.text !== '=') return tokens[1];
  const group = groupName(tokens);
  if (group !== undefined) return group;
  const equals = tokens.findIndex((token) => token.bytes === undefined && token.text === '=');
  return equals > 0 ? tokens[equals - 1] : undefined;
}

function groupName(tokens: readonly Token[]): Token | undefined {
  const place = tokens[0]?.text === 'group' ? 0 : 1;
  return tokens[place]?.text === 'group' &&
    tokens[place + 2]?.text === '=' &&
    /^[A-Z]/.test(tokens[place + 1]?.text ?? '')
    ? tokens[place + 1]
    : undefined;
}

function importOf(tokens: readonly Token[]): ProtoImport {
  const modifier = tokens[1]?.bytes === undefined ? tokens[1]?.text : undefined;
  return {
    name: tokens
      .filter((token) => token.bytes !== undefined)
      .map((token) => token.text)
      .join(''),
    kind: modifier === 'public' || modifier === 'weak' ? modifier : 'plain',
    line: tokens[0]?.line ?? 1,
  };
}

function defaultOf(tokens: readonly Token[]): string | Uint8Array | undefined {
  const at = tokens.findIndex(
    (token, i) => token.text === 'default' && /^[[,]$/.test(tokens[i - 1]?.text ?? '') && tokens[i + 1]?.text === '=',
  );
  if (at === -1) return undefined;
  const end = tokens.findIndex((token, i) => i > at && token.bytes === undefined && /^[,\]]$/.test(token.text));
  const value = tokens.slice(at + 2, end === -1 ? tokens.length : end);
  if (value[0]?.bytes === undefined) return joined(value);
  return Buffer.concat(value.map((token) => token.bytes ?? new Uint8Array(0)));
}

function joined(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join('');
}

function join(scope: string, name: string): string {
  return scope === '' ? name : `${scope}.${name}`;
}
