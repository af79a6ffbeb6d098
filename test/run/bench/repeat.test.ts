import { describe, expect, it } from 'vitest';
import { repeatOf } from '../../../src/run/bench/repeat.ts';
import { benched } from '../../support/bench-result.ts';
import { errored } from '../../support/result-samples.ts';
import { expectValid } from '../../support/schema.ts';

describe('repeatOf', () => {
  it('takes the numbers of a run', () => {
    const repeat = repeatOf(3, benched);
    expect(repeat).toMatchObject({
      n: 3,
      outcome: 'passed',
      frames: 200,
      fps: 20.02,
      gapP95: 52.1,
      firstFrameMax: 61.25,
    });
    expectValid({ ...benched, bench: { ...benched.bench, repeats: [repeat, repeatOf(4, errored)] } });
  });

  it('has none of a run that never began', () => {
    expect(repeatOf(1, errored)).toMatchObject({
      outcome: 'errored',
      frames: 0,
      fps: null,
      gapP50: null,
      jitterMean: null,
    });
  });
});
