import { usage } from '../../base/failure.ts';
import type { StreamValues } from '../options/values.ts';

/** @throws Failure `usage` for flags that cannot both be meant. */
export function checkContradictions(values: StreamValues): void {
  for (const [isBoth, names] of pairs(values)) {
    if (isBoth) throw usage(`${names} contradict each other`, 'keep one of them');
  }
}

function pairs(values: StreamValues): (readonly [isBoth: boolean, names: string])[] {
  const { frames, maxFrames, minFrames, sensors, sensorIds, output } = values;
  const cap = maxFrames ?? frames;
  const ids = sensorIds && sensorIds.max - sensorIds.min + 1;
  return [
    [values.live && values.ended, '--live and --ended'],
    [frames !== null && maxFrames !== null && frames > maxFrames, '--frames above --max-frames'],
    [values.json && output !== 'table' && output !== 'json', `--json and --output ${output}`],
    [cap !== null && minFrames !== null && minFrames > cap, '--min-frames above the number of frames asked for'],
    [sensors !== null && ids !== null && ids !== sensors, `--sensors ${sensors} and --sensor-ids (${ids} ids)`],
  ];
}
