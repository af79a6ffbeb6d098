import type { FaultDefinition } from '../../src/serve/spectrogram/fault/definition.ts';

/** A script with the fault at frame 3 and the arguments it must have. */
export function exampleOf({ name, extent, arguments: specs = [] }: FaultDefinition): string {
  const words = specs.filter(({ required }) => required).map((spec) => `${spec.name}=${EXAMPLES[spec.kind]}`);
  return `${name}${extent === 'stream' ? '' : '@3'}${words.length === 0 ? '' : `:${words.join(';')}`}`;
}

const EXAMPLES = { whole: '1', number: '1', factor: '2', duration: '2s', status: 'UNAVAILABLE', text: 'x' };

/** Faults of parts the packed layout does not have. */
export const DATASTREAM_ONLY: readonly string[] = [
  'bad-utf8',
  'empty-sensor',
  'row-reversed',
  'duplicate-id',
  'shuffle-ids',
  'wrong-id',
];
