import { usage } from '../../base/failure.ts';
import { parseStatus } from '../../base/status.ts';
import { didYouMean, printable } from '../../base/text.ts';
import { parseDuration } from '../../base/units.ts';
import type { FaultUnit, SessionFaultDefinition } from './fault-table.ts';
import { SESSION_FAULTS } from './fault-table.ts';

/** A fault as the user wrote it. */
export interface SessionFault {
  readonly name: string;
  readonly unit: FaultUnit;
  /** First and last of its unit, from 1, both included. */
  readonly from: number;
  readonly to: number;
  /** ms, or a status; null: what the fault does by itself. */
  readonly argument: number | null;
}

/**
 * Reads a script of faults, `drop-ack@5,late-ping@2:700ms,misroute@7..9,break@3..:ABORTED`. Throws a usage Failure, with the
 * nearest names for an unknown one.
 */
export function parseSessionFaults(script: string): SessionFault[] {
  const words = script.split(',').map((word) => word.trim());
  return words.filter((word) => word !== '').map(parseFault);
}

function parseFault(text: string): SessionFault {
  const match = /^([a-z-]+)(?:@(\d{1,9})(?:(\.\.)(\d{0,9}))?)?(?::(.*))?$/i.exec(text);
  if (!match)
    throw usage(`${printable(text)} is no fault`, 'write NAME@N, NAME@FROM..TO or NAME@FROM.., counted from 1');
  const [, name = '', first, range, last, argument] = match;
  const definition = lookUp(name);
  if (first === undefined) throw usage(`which ${definition.unit}? ${name} needs a number`, `for example ${name}@1`);
  const from = Number(first);
  const to = range === undefined ? from : last === '' ? Infinity : Number(last);
  if (from < 1 || to < from) throw usage(`${printable(text)} counts from 1, and upwards`);
  return { name, unit: definition.unit, from, to, argument: parseArgument(definition, argument) };
}

function lookUp(name: string): SessionFaultDefinition {
  const found = SESSION_FAULTS.find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  const names = SESSION_FAULTS.map((candidate) => candidate.name);
  throw usage(`there is no fault ${printable(name)}`, didYouMean(name, names) ?? `faults: ${names.join(', ')}`);
}

function parseArgument({ name, argument }: SessionFaultDefinition, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (argument === undefined) throw usage(`the fault ${name} takes nothing after a colon, not ${printable(text)}`);
  const value = argument === 'duration' ? parseDuration(text) : parseStatus(text);
  // OK is a status, and no fault.
  if (value !== undefined && value > 0) return value;
  const takes = argument === 'duration' ? 'a time such as 700ms' : 'an error status such as ABORTED';
  throw usage(`the fault ${name} takes ${takes}, not ${printable(text)}`);
}

/** A script at work: counts what happens, and says which faults it is time for. */
export class FaultScript {
  readonly #faults: readonly SessionFault[];
  readonly #seen = new Map<FaultUnit, number>();

  constructor(faults: readonly SessionFault[]) {
    this.#faults = faults;
  }

  /** One more of a unit; the fault of that name, when it is one of its own, by name. */
  next(unit: FaultUnit): ReadonlyMap<string, SessionFault> {
    const n = (this.#seen.get(unit) ?? 0) + 1;
    this.#seen.set(unit, n);
    const due = this.#faults.filter((fault) => fault.unit === unit && n >= fault.from && n <= fault.to);
    return new Map(due.map((fault) => [fault.name, fault]));
  }
}
