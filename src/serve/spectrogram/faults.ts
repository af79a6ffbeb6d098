import { usage } from '../../base/failure.ts';
import { parseStatus } from '../../base/status.ts';
import { didYouMean, printable } from '../../base/text.ts';
import { parseDuration } from '../../base/units.ts';
import type { ArgumentSpec, Fault, FaultDefinition } from './fault/definition.ts';
import { FAULTS } from './fault/table.ts';

/**
 * Reads a script of faults, `nan@17,stall@30:2s,dead@5..:sensor=7`: NAME@FRAME, NAME@FROM..TO or NAME@FROM.., frames 0-based, with
 * `:ARG:ARG` or `:key=value;key=value`; every fault takes `stream=K`, the one stream that has it. Throws a usage Failure, with the nearest names for an unknown one.
 */
export function parseFaults(script: string): Fault[] {
  return script
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseFault);
}

function parseFault(text: string): Fault {
  const match = /^([a-z0-9-]+)(?:@(\d+)(\.\.(\d*))?)?(?::(.*))?$/i.exec(text);
  if (!match)
    throw usage(`${printable(text)} is no fault`, 'write NAME@FRAME, NAME@FROM..TO or NAME@FROM.., then :ARGUMENTS');
  const [, name = '', first, range, last, all] = match;
  const definition = lookUp(name);
  if (first === undefined && definition.extent === 'frame') {
    throw usage(`the fault ${definition.name} needs a frame`, `for example ${definition.name}@10`);
  }
  const from = Number(first ?? 0);
  const open = range === undefined ? definition.extent !== 'frame' : last === '';
  const to = open ? Infinity : Number(last ?? from);
  if (to < from) throw usage(`the frames of ${printable(text)} run backwards`);
  const { stream, words } = takeStream(definition, all);
  return { definition, from, to, stream, arguments: parseArguments(definition, words) };
}

function takeStream(
  { name }: FaultDefinition,
  words: string | undefined,
): { stream: number | null; words: string | undefined } {
  const parts = words?.split(';') ?? [];
  const said = parts.find((part) => part.trim().startsWith('stream='));
  if (said === undefined) return { stream: null, words };
  const stream = said.trim().slice('stream='.length).trim();
  if (!/^\d{1,6}$/.test(stream))
    throw usage(`stream of the fault ${name} is the number of a stream, counted from 0, not ${printable(stream)}`);
  return { stream: Number(stream), words: parts.filter((part) => part !== said).join(';') };
}

function lookUp(name: string): FaultDefinition {
  const names = FAULTS.map((fault) => fault.name);
  const definition = FAULTS.find((fault) => fault.name === name);
  if (definition) return definition;
  throw usage(`there is no fault ${printable(name)}`, didYouMean(name, names) ?? `faults: ${names.join(', ')}`);
}

function parseArguments(definition: FaultDefinition, words: string | undefined): Record<string, number | string> {
  const specs = definition.arguments ?? [];
  const given: Record<string, number | string> = {};
  for (const [name, word] of pairs(definition, specs, words)) {
    const spec = specs.find((candidate) => candidate.name === name);
    if (!spec) {
      const known = specs.map((candidate) => candidate.name);
      throw usage(
        `the fault ${definition.name} takes no ${printable(name)}`,
        known.length === 0 ? 'it takes no arguments' : (didYouMean(name, known) ?? `it takes ${known.join(', ')}`),
      );
    }
    given[name] = parseArgument(definition, spec, word);
  }
  const missing = specs.find((spec) => spec.required && given[spec.name] === undefined);
  if (missing) throw usage(`the fault ${definition.name} needs its ${missing.name}`, EXAMPLES[missing.kind]);
  return given;
}

/** Name and word of each argument; unnamed ones take the names in order, the last one all that is left. */
function pairs(
  definition: FaultDefinition,
  specs: readonly ArgumentSpec[],
  words: string | undefined,
): (readonly [string, string])[] {
  if (words === undefined || words === '') return [];
  if (/^[a-z]+=/i.test(words)) {
    return words.split(';').map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      return [name.trim(), rest.join('=').trim()] as const;
    });
  }
  if (specs.length === 0) throw usage(`the fault ${definition.name} takes no arguments, not ${printable(words)}`);
  const parts = words.split(':');
  const heads = parts.slice(0, specs.length - 1);
  const tail = parts.slice(specs.length - 1).join(':');
  return [...heads, ...(parts.length >= specs.length ? [tail] : [])].map(
    (word, i) => [specs[i]!.name, word.trim()] as const,
  );
}

const EXAMPLES = {
  whole: 'a whole number',
  number: 'a number',
  factor: 'a number above 0',
  duration: 'a duration such as 2s',
  status: 'a status such as UNAVAILABLE',
  text: 'text',
};

function parseArgument(definition: FaultDefinition, spec: ArgumentSpec, word: string): number | string {
  const value = readArgument(spec, word);
  if (value !== undefined) return value;
  throw usage(`${spec.name} of the fault ${definition.name} is ${EXAMPLES[spec.kind]}, not ${printable(word)}`);
}

function readArgument({ kind }: ArgumentSpec, word: string): number | string | undefined {
  if (kind === 'text') return word;
  if (kind === 'duration') return parseDuration(word);
  const value = kind === 'status' ? parseStatus(word) : Number(word === '' ? Number.NaN : word);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  if (kind === 'whole') return Number.isSafeInteger(value) ? value : undefined;
  return kind === 'number' || value > 0 ? value : undefined;
}
