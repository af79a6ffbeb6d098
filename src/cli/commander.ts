import type { Command } from 'commander';
import { Option as Flag } from 'commander';
import type { Option, OptionTable } from './option.ts';
import { flagName } from './option.ts';
import type { Flags } from './settings.ts';

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

/** Declares every option of a table on a command, aliases as hidden flags, under a heading of the help. */
export function addOptions<V extends object>(command: Command, table: OptionTable<V>, heading: string): void {
  command.optionsGroup(`${heading}:`);
  for (const [key, entry] of Object.entries(table)) {
    const option = entry as Option<unknown>;
    const dashes = option.short ? `-${option.short}, ` : '';
    const name = option.negated ? `no-${flagName(key)}` : flagName(key);
    command.addOption(flag(`${dashes}--${name}`, option, describe(option)));
    if (!option.argument) {
      const opposite = option.negated ? flagName(key) : `no-${flagName(key)}`;
      command.addOption(flag(`--${opposite}`, option, '').hideHelp());
    }
    for (const alias of option.aliases ?? []) {
      command.addOption(flag(alias.length === 1 ? `-${alias}` : `--${alias}`, option, '').hideHelp());
    }
  }
}

/** What was said on the command line, by option key; an alias counts as its option. */
export function collectFlags<V extends object>(command: Command, table: OptionTable<V>): Flags {
  const said = command.opts<Record<string, readonly string[] | boolean>>();
  const flags = new Map<string, readonly string[] | boolean>();
  for (const [key, entry] of Object.entries(table)) {
    const option = entry as Option<unknown>;
    const names = [key, ...(option.aliases ?? []).map(camelCase)];
    const values = names.filter((name) => command.getOptionValueSource(name) === 'cli').map((name) => said[name]);
    const texts = values.flatMap((value) => (Array.isArray(value) ? (value as readonly string[]) : []));
    if (texts.length > 0) flags.set(key, texts);
    else if (values.length > 0) flags.set(key, values[0] as boolean);
  }
  return flags;
}

function flag(name: string, option: Option<unknown>, help: string): Flag {
  const made = new Flag(option.argument ? `${name} ${option.argument}` : name, help);
  if (option.argument) made.argParser(collect);
  if (option.hidden) made.hideHelp();
  return made;
}

function describe(option: Option<unknown>): string {
  const { fallback, setting } = option;
  const help = setting === undefined ? option.help : `${option.help} (in a config file: ${flagName(setting)})`;
  const value = option.show ? option.show(fallback) : fallback;
  const shown =
    typeof value === 'boolean' || value === null || (Array.isArray(value) && value.length === 0) ? undefined : value;
  return shown === undefined || shown === '' ? help : `${help} (default ${defaultText(shown, option)})`;
}

function defaultText(value: unknown, { argument }: Option<unknown>): string {
  if (argument === '<time>') return Number(value) >= 1000 ? `${Number(value) / 1000}s` : `${Number(value)}ms`;
  if (argument === '<size>') return `${Number(value) / 1024 ** 2}MiB`;
  if (value !== null && typeof value === 'object' && 'min' in value && 'max' in value) {
    return value.min === value.max ? String(value.min) : `${String(value.min)}..${String(value.max)}`;
  }
  return String(value);
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
