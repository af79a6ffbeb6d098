import type { Expectation, Fact } from '../../base/expectation.ts';
import type { Slo } from '../../measure/slo.ts';
import { firstFrameLimit } from '../../measure/slo.ts';
import type { JobValues } from '../options/job.ts';
import type { Settings } from '../settings.ts';

/** What the job should look like, from the flags that say so. */
export function planExpectation({ values, origin }: Settings<JobValues>, slos: readonly Slo[]): Expectation {
  const fact = <K extends keyof JobValues>(key: K): Fact<NonNullable<JobValues[K]>> | undefined => {
    const value = values[key];
    return value === null ? undefined : { value: value, origin: origin(key) ?? 'default' };
  };
  return {
    jobId: fact('job'),
    sensors: fact('sensors') ?? idCount(fact('sensorIds')),
    bins: fact('bins'),
    rows: fact('rows'),
    sensorIds: fact('sensorIds'),
    amplitude: fact('amplitude'),
    frequencyRange: fact('frequencyRange'),
    fullScale: fact('fullScale'),
    rowStepMs: fact('rowStep'),
    fps: fact('fps'),
    frames: fact('frames'),
    minFrames: fact('minFrames'),
    quiet: values.quietSensors,
    settle: values.settle,
    live: !values.ended,
    firstFrameMs: firstFrameLimit(slos),
    idleMs: values.idleTimeout,
    status: values.expectStatus,
    realtime: true,
  };
}

function idCount(ids: Fact<{ min: number; max: number }> | undefined): Fact<number> | undefined {
  return ids && { value: ids.value.max - ids.value.min + 1, origin: ids.origin };
}
