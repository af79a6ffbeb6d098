import { describe, expect, it } from 'vitest';
import { buildFrame, changeSensors, healthyFrames, judgeAll, only, withValues } from '../../support/check-frames.ts';

describe('structure.present', () => {
  it('passes frames with rows, sensors and values', () => {
    expect(judgeAll(healthyFrames(3)).check('structure.present')).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('fails a frame without rows', () => {
    const judged = judgeAll([buildFrame({ rows: [] })]);
    expect(judged.finding('structure.present')).toMatchObject({ frame: 0, actual: '0 rows' });
  });

  it('fails a row without sensors and names the row', () => {
    const change = only([1], (plain) => changeSensors(plain, 1, () => []));
    const judged = judgeAll(healthyFrames(3, { rows: () => 2, change }));
    expect(judged.finding('structure.present')).toMatchObject({
      frame: 1,
      row: 1,
      path: 'rows[1]',
      actual: '0 sensors',
    });
  });

  it('fails sensors without values once a frame and says how many', () => {
    const change = only([1], (plain) => withValues(withValues(plain, 0, 1, []), 0, 3, []));
    const judged = judgeAll(healthyFrames(3, { change }));
    expect(judged.check('structure.present').violations).toBe(1);
    expect(judged.finding('structure.present')).toMatchObject({ sensor: 2, path: 'rows[0].sensors[id=2]' });
    expect(judged.finding('structure.present').message).toContain('1 more in this frame');
  });

  it('fails a packed message whose bytes do not fill its shape, which structure.decodes leaves alone', () => {
    const fault = { kind: 'shape', offset: 0, message: '400 bytes for 10 x 5 x 1 float32' };
    const judged = judgeAll([{ index: 0, arrival: 1000, fault }]);
    expect(judged.check('structure.decodes').status).toBe('passed');
    expect(judged.finding('structure.present').actual).toBe(fault.message);
  });
});
