import type { DescMessage, Message } from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import type { Lines } from './lines.ts';
import type { PrintScope } from './scope.ts';
import { extensionValues, setExtensions, valueText } from './text-value.ts';

/** Options of an element: statements `name = value`, and how many fields are none of an extension we know. */
export interface PrintedOptions {
  readonly statements: readonly string[];
  readonly unknown: readonly number[];
}

/** The options of an element that stands in `from`, a full name; `desc` is the type of the options. */
export function printOptions(
  desc: DescMessage,
  options: Message | undefined,
  from: string,
  scope: PrintScope,
): PrintedOptions {
  if (options === undefined) return { statements: [], unknown: [] };
  const custom = setExtensions(desc, options, scope);
  const known = new Set(custom.map(({ number }) => number));
  return {
    statements: [
      ...plainStatements(desc, options, '', from, scope),
      ...custom.flatMap((extension) =>
        extensionValues(options, extension).map(
          (value) => `(${scope.extensionName(extension.typeName, from)}) = ${valueText(extension, value, scope)}`,
        ),
      ),
    ],
    unknown: [...new Set((options.$unknown ?? []).map(({ no }) => no))].filter((no) => !known.has(no)),
  };
}

/** `option name = value;` a line. */
export function addOptionLines(lines: Lines, { statements, unknown }: PrintedOptions): void {
  for (const statement of statements) lines.add(`option ${statement};`);
  for (const number of unknown) lines.add(`// an option with number ${number}, of which nothing is known`);
}

/** ` [name = value, ...]`, or nothing. */
export function bracketed(statements: readonly string[], unknown: readonly number[]): string {
  const comments = unknown.map((number) => `/* an option with number ${number} */`);
  if (statements.length === 0) return comments.map((comment) => ` ${comment}`).join('');
  return ` [${[...statements.slice(0, -1).map((each) => `${each},`), statements.at(-1), ...comments].join(' ')}]`;
}

function plainStatements(
  desc: DescMessage,
  options: Message,
  prefix: string,
  from: string,
  scope: PrintScope,
): string[] {
  const message = reflect(desc, options as never);
  return message.sortedFields.flatMap((field) => {
    if (!message.isSet(field) || field.name === 'uninterpreted_option') return [];
    const name = `${prefix}${field.name}`;
    if (field.fieldKind === 'list')
      return [...message.get(field)].map((each) => `${name} = ${valueText(field, each, scope)}`);
    if (field.name !== 'features' || field.message === undefined)
      return [`${name} = ${valueText(field, message.get(field), scope)}`];
    // Features read best one a statement.
    const features = message.get(field) as { readonly message: Message };
    return [
      ...plainStatements(field.message, features.message, `${name}.`, from, scope),
      ...setExtensions(field.message, features.message, scope).flatMap((extension) =>
        extensionValues(features.message, extension).map(
          (value) =>
            `${name}.(${scope.extensionName(extension.typeName, from)}) = ${valueText(extension, value, scope)}`,
        ),
      ),
    ];
  });
}
