/**
 * One option, declared once: its flag, environment variable (`GRPC_VALIDATE_CONNECT_TIMEOUT`), config key
 * (`connect-timeout` or `connectTimeout`), parser, default and help all come from here.
 */
export interface Option<T> {
  /** Placeholder of the value in the help, `<time>`; absent for a switch. */
  readonly argument?: string;
  /** Key in the environment and in a config file, where the option's own means something else to another command. */
  readonly setting?: string;
  /** One letter. */
  readonly short?: string;
  /** Other names people know; a single letter makes a short flag. */
  readonly aliases?: readonly string[];
  /** May be given several times; `parse` then sees each value and `T` is an array. */
  readonly repeat?: boolean;
  /** Of a repeatable option: its values hold no comma, so that an environment variable can name several. */
  readonly list?: boolean;
  /** Given several times its values are joined with commas. */
  readonly joined?: boolean;
  /** A switch whose flag is `--no-NAME`. */
  readonly negated?: boolean;
  /** Shown neither in the help nor in the document. */
  readonly hidden?: boolean;
  readonly fallback: T;
  readonly help: string;
  /** What a value looks like, for error messages: `a time such as 10s or 250ms`. */
  readonly takes: string;
  /** One value from its text; `undefined` when the text is none. */
  readonly parse: (text: string) => unknown;
  /** The value as it may be printed and saved. */
  show?(value: T): unknown;
  /** What of one of its texts must never be written, wherever it turns up; never throws. */
  readonly secrets?: (text: string, env: Readonly<Record<string, string | undefined>>) => readonly string[];
}

/** The options of a group of settings, one for each key. */
export type OptionTable<V> = { readonly [K in keyof V]: Option<V[K]> };

/** The key of an option in the environment and in a config file. */
export function settingKey(key: string, { setting }: Pick<Option<unknown>, 'setting'>): string {
  return setting ?? key;
}

/** `connectTimeout` -> `connect-timeout`. */
export function flagName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `connectTimeout` -> `GRPC_VALIDATE_CONNECT_TIMEOUT`. */
export function envName(key: string): string {
  return `GRPC_VALIDATE_${flagName(key).replaceAll('-', '_').toUpperCase()}`;
}
