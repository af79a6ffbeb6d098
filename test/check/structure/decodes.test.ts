import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll } from '../../support/check-frames.ts';

const fault = { kind: 'truncated', offset: 17, message: 'field 2 (sensors) runs 12 bytes past its parent' };

describe('structure.decodes', () => {
  it('passes a stream whose messages all decode', () => {
    expect(judgeAll(healthyFrames(3)).check('structure.decodes')).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('fails a message that does not decode and gives its byte offset', () => {
    const [first, second] = healthyFrames(3, { change: (plain, index) => ({ ...plain, index: index * 2 }) });
    if (!first || !second) throw new Error('two frames');
    const judged = judgeAll([first, { index: 1, arrival: 1040, fault }, second]);
    expect(judged.check('structure.decodes')).toMatchObject({
      status: 'failed',
      examined: 3,
      violations: 1,
      firstAt: 1,
    });
    expect(judged.finding('structure.decodes')).toMatchObject({ frame: 1, offset: 17, arrivalMs: 140 });
    expect(judged.finding('structure.decodes').message).toContain('runs 12 bytes past its parent');
  });

  it('is the only rule that examines such a message', () => {
    const judged = judgeAll([{ index: 0, arrival: 1000, fault }]);
    expect(judged.violated).toEqual(['structure.decodes']);
    expect(judged.check('structure.present')).toMatchObject({ status: 'skipped', reason: 'no frame could be decoded' });
  });

  it('escapes what a peer may have put into the text of the fault', () => {
    const judged = judgeAll([{ index: 0, arrival: 1000, fault: { ...fault, message: 'bad \u001b[31m' } }]);
    expect(judged.finding('structure.decodes').message).not.toContain('\u001b');
  });

  it('is skipped when no message came', () => {
    expect(judgeAll([]).check('structure.decodes')).toMatchObject({ status: 'skipped', reason: 'no message came' });
  });
});
