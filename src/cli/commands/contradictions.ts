import { STREAM } from '../options/tables.ts';
import type { StreamValues } from '../options/values.ts';
import type { Rivals } from '../rivals.ts';
import { both, contradiction, settleRivals } from '../rivals.ts';
import type { Settings } from '../settings.ts';

const RIVALS: readonly Rivals<StreamValues>[] = [
  both('tls', 'plaintext'),
  both('live', 'ended'),
  both('description', 'focusServer', '--description and --focus-server'),
  both('configure', 'job'),
  above('frames', 'maxFrames', '--max-frames'),
  above('minFrames', 'maxFrames', '--max-frames'),
  above('minFrames', 'frames', '--frames'),
  {
    keys: ['sensors', 'sensorIds'],
    clash: ({ sensors, sensorIds }) => sensors !== null && sensorIds !== null && idCount(sensorIds) !== sensors,
    words: ({ sensors, sensorIds }) => `--sensors ${sensors} and --sensor-ids (${sensorIds && idCount(sensorIds)} ids)`,
  },
];

/** @throws Failure `usage` when options of `stream` that exclude each other were said at the same level. */
export function settleContradictions(given: Settings<StreamValues>): Settings<StreamValues> {
  return settleRivals(STREAM, given, RIVALS);
}

/** @throws Failure `usage` for values that exclude each other, wherever they were said. */
export function checkContradictions(values: StreamValues): void {
  const { json, output } = values;
  if (json && output !== 'table' && output !== 'json') throw contradiction(`--json and --output ${output}`);
  for (const { clash, words } of RIVALS) if (clash(values)) throw contradiction(words(values));
}

function above(one: 'frames' | 'minFrames', cap: 'maxFrames' | 'frames', name: string): Rivals<StreamValues> {
  const flag = one === 'frames' ? '--frames' : '--min-frames';
  return {
    keys: [one, cap],
    clash: (values) => (values[one] ?? 0) > (values[cap] ?? Infinity),
    words: (values) => `${flag} ${values[one]} and ${name} ${values[cap]}`,
  };
}

function idCount({ min, max }: { readonly min: number; readonly max: number }): number {
  return max - min + 1;
}
