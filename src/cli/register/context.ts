import type { Command } from 'commander';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import type { OptionTable } from '../option.ts';
import type { Settings } from '../settings.ts';

/** What a command needs of the program it is part of. */
export interface Context {
  readonly io: Io;
  /** The settled options of `command`, and the config file they came from; throws a `usage` or `config` Failure. */
  settle<V extends { readonly quiet: boolean }>(
    command: Command,
    table: OptionTable<V>,
  ): { readonly settings: Settings<V>; readonly config: Config };
  /** The exit code of the process, once the command is done. */
  exit(code: number): void;
}

/** Adds one command, or a group of them, to the program. */
export type Register = (program: Command, context: Context) => void;
