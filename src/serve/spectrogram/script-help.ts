import { FAULTS } from './fault/table.ts';
import type { ArgumentSpec, FaultDefinition } from './fault/definition.ts';
import { QUIRKS } from './quirks.ts';

/** How each fault is written and what it does, a line each, by name. */
export const FAULT_HELP: Readonly<Record<string, string>> = Object.fromEntries(
  FAULTS.map((fault) => [fault.name, `${fault.help} (${usageOf(fault)})`]),
);

/** What each quirk does, by name. */
export const QUIRK_HELP: Readonly<Record<string, string>> = QUIRKS;

/** `stall@N:FOR`, `nan@N[:SENSOR][:BIN]`. */
function usageOf({ name, extent, arguments: specs = [] }: FaultDefinition): string {
  const frames = { frame: '@N', onward: '[@N..]', stream: '' }[extent];
  return `${name}${frames}${specs.map(argument).join('')}`;
}

function argument({ name, required }: ArgumentSpec): string {
  return required ? `:${name.toUpperCase()}` : `[:${name.toUpperCase()}]`;
}
