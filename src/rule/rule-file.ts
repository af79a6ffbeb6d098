import { readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { YAMLMap } from 'yaml';
import { Failure } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';
import { parsePercent } from '../base/units.ts';
import type { RuleSpec } from './spec.ts';
import { ruleName } from './spec.ts';

const KEYS = ['name', 'severity', 'tolerate', 'message', 'expression'] as const;
type Key = (typeof KEYS)[number];

/** Reads a file of rules, YAML or JSON; throws a `file` or `config` Failure with file and line. */
export function readRuleFile(path: string): RuleSpec[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure('file', `${path}: the rules cannot be read: ${(error as Error).message}`, { cause: error });
  }
  return parseRules(text, path);
}

/** The same from text; `path` is for messages. */
export function parseRules(text: string, path: string): RuleSpec[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    const line = lines.linePos(error.pos[0]).line;
    throw new Failure('config', `${path}:${line}: ${printable(error.message.split('\n')[0] as string, 200)}`);
  }
  const at = (node: unknown): string => {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    return range ? `${path}:${lines.linePos(range[0] as number).line}` : path;
  };
  const list = isMap(document.contents) ? document.contents.get('rules', true) : document.contents;
  if (!isSeq(list)) {
    throw new Failure('config', `${at(list)}: a file of rules is a list`, {
      hint: 'write "- name: positive" and "  expression: message.value > 0" for each rule',
    });
  }
  if (list.items.length === 0) throw new Failure('config', `${at(list)}: the list of rules is empty`);
  return list.items.map((item) => {
    if (!isMap(item)) throw new Failure('config', `${at(item)}: a rule has a name and an expression`);
    return readRule(item, at);
  });
}

function readRule(map: YAMLMap, at: (node: unknown) => string): RuleSpec {
  const texts = new Map<Key, { readonly text: string; readonly place: string }>();
  for (const { key, value } of map.items) {
    const name = String(isScalar(key) ? key.value : key);
    const known = KEYS.find((candidate) => candidate === name);
    const place = at(key);
    if (known === undefined) {
      throw new Failure('config', `${place}: a rule has no ${JSON.stringify(printable(name, 80))}`, {
        hint: didYouMean(name, KEYS) ?? `it has ${KEYS.join(', ')}`,
      });
    }
    if (!isScalar(value) || value.value === null) throw new Failure('config', `${place}: ${name} takes a text`);
    texts.set(known, { text: `${value.value as string | number | boolean}`, place });
  }
  const origin = at(map);
  const needed = (key: Key): { readonly text: string; readonly place: string } => {
    const said = texts.get(key);
    if (said === undefined || said.text.trim() === '') throw new Failure('config', `${origin}: the rule has no ${key}`);
    return said;
  };
  const name = needed('name');
  return {
    name: ruleName(name.text, name.place),
    expression: needed('expression').text.trim(),
    ...severity(texts.get('severity')),
    tolerate: tolerate(texts.get('tolerate')),
    message: texts.get('message')?.text ?? null,
    origin: needed('expression').place,
  };
}

type Said = { readonly text: string; readonly place: string } | undefined;

function severity(said: Said): Pick<RuleSpec, 'severity' | 'off'> {
  if (said === undefined || said.text === 'error') return { severity: 'error' };
  if (said.text === 'warning') return { severity: 'warning' };
  if (said.text === 'off') return { severity: 'error', off: said.place };
  throw new Failure('config', `${said.place}: severity is error, warning or off, not ${printable(said.text, 40)}`);
}

function tolerate(said: Said): number {
  if (said === undefined) return 0;
  const share = parsePercent(said.text);
  if (share !== undefined) return share;
  throw new Failure('config', `${said.place}: tolerate takes a share such as 2%, not ${printable(said.text, 40)}`);
}
