import { Environment } from '@marcbachmann/cel-js';
import type { DescMessage, FileRegistry, Message } from '../schema/descriptors.ts';
import { declareEnums } from './constants.ts';
import { reachableFrom } from './reachable.ts';
import { END_VARIABLES, MESSAGE_VARIABLES, VARIABLE_TYPES } from './variables.ts';
import type { View } from './views.ts';
import { celName, isPresent, isSame, isWellKnown, viewedFields, Views } from './views.ts';

/** Schema and type of the messages an expression is about. */
export interface RuleTypes {
  readonly registry: FileRegistry;
  readonly output: DescMessage;
}

/** CEL with the types of one method's responses, its variables and the names of its enums. */
export interface Language {
  readonly environment: Environment;
  /** The message type of a name CEL knows, for messages about its fields. */
  readonly typeNamed: (name: string) => DescMessage | undefined;
  view(message: Message): View;
  /** A record of variables to evaluate with; the names of enums are in it already. */
  variables(): Record<string, unknown>;
}

/** The function `has(x.f)` becomes, since the library's own cannot tell an unset field from a zero one. */
export const PRESENCE = 'fieldIsSet';

export function createLanguage({ registry, output }: RuleTypes): Language {
  const views = new Views(registry);
  const environment = new Environment();
  const { messages, enums } = reachableFrom(output, registry);
  const viewed = messages.filter((desc) => desc === output || !isWellKnown(desc));
  for (const desc of viewed) {
    const fields = Object.fromEntries(viewedFields(desc).map((field) => [field.name, views.typeOf(field)]));
    environment.registerType(celName(desc), { ctor: views.classOf(desc), fields });
    environment.registerOperator(`${celName(desc)} == ${celName(desc)}`, (a: View, b: View) => isSame(desc, a, b));
  }
  const named = new Map(viewed.map((desc) => [celName(desc), desc]));
  for (const name of ['message', 'previous', 'first']) environment.registerVariable(name, celName(output));
  for (const [name, type] of Object.entries(VARIABLE_TYPES)) environment.registerVariable(name, type);
  environment.registerFunction(`${PRESENCE}(dyn, string): bool`, isPresent);
  const constants = declareEnums(environment, enums, new Set<string>([...MESSAGE_VARIABLES, ...END_VARIABLES]));
  return {
    environment,
    typeNamed: (name) => named.get(name),
    view: (message) => views.of(output, message),
    variables: () => ({ ...constants }),
  };
}
