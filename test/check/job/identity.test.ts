import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../src/base/frame.ts';
import { buildShape, changeSensors, healthyFrames, judgeAll, only, without } from '../../support/check-frames.ts';
import type { PlainFrame } from '../../support/check-frames.ts';

const RULE = 'job.identity';
const origin = 'description';
const IDS = { channels: { value: { min: 1, max: 4, ids: [1, 2, 3, 4] }, origin } };
const SPAN = { channels: { value: { min: 1, max: 10 }, origin: 'configure request' } };
const headed = (startChannel: number, endChannel: number): Frame[] =>
  healthyFrames(3).map((frame) => ({ ...frame, startChannel, endChannel }));
const shift = (by: number) => (plain: PlainFrame) =>
  changeSensors(plain, 0, (sensors) => sensors.map((sensor) => ({ ...sensor, id: sensor.id + by })));

describe(`${RULE} by sensor ids`, () => {
  it('passes the channels asked for, looking at the first frame alone', () => {
    const change = only([2], shift(50));
    const judged = judgeAll(healthyFrames(3, { change }), { expectation: IDS });
    expect(judged.check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
  });

  it('fails the channels of another job', () => {
    const judged = judgeAll(healthyFrames(3, { change: shift(50) }), { expectation: IDS });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1, firstAt: 0 });
    expect(judged.finding(RULE)).toMatchObject({
      sensor: 51,
      expected: '1..4 (description)',
      actual: '51..54, 4 not asked for, 4 missing',
      message: 'the stream carries 4 channels nobody asked for, 51 first',
    });
  });

  it('fails a channel that is missing', () => {
    const change = (plain: PlainFrame): PlainFrame => changeSensors(plain, 0, (sensors) => sensors.slice(0, 3));
    expect(judgeAll(healthyFrames(1, { change }), { expectation: IDS }).finding(RULE)).toMatchObject({
      sensor: 4,
      message: 'the stream lacks 1 channel asked for, 4 first',
    });
  });

  it('asks only for a place within the span where the channels of the stream are not known', () => {
    expect(judgeAll(healthyFrames(1), { expectation: SPAN }).check(RULE).status).toBe('passed');
    const judged = judgeAll(healthyFrames(1, { change: shift(8) }), { expectation: SPAN });
    expect(judged.finding(RULE)).toMatchObject({ sensor: 11, expected: '1..10 (configure request)' });
  });

  it('waits for a frame that is complete', () => {
    const change = only([0], (plain) => changeSensors(plain, 0, () => []));
    const judged = judgeAll(healthyFrames(2, { change }), { expectation: IDS });
    expect(judged.check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
  });
});

describe(`${RULE} by the header's span`, () => {
  it('passes the span asked for, in every frame', () => {
    expect(judgeAll(headed(1, 4), { expectation: IDS }).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
    expect(judgeAll(headed(2, 9), { expectation: SPAN }).check(RULE).status).toBe('passed');
  });

  it('fails another span', () => {
    const judged = judgeAll(headed(1, 5), { expectation: IDS });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 3 });
    expect(judged.finding(RULE)).toMatchObject({
      expected: '1..4 (description)',
      actual: '1..5',
      message: 'the frame carries channels 1..5, which are not those asked for',
    });
    expect(judgeAll(headed(2, 11), { expectation: SPAN }).check(RULE).violations).toBe(3);
  });

  it('tells channels that do not follow each other by their number', () => {
    const expectation = { channels: { value: { min: 1, max: 9, ids: [1, 5, 9] }, origin } };
    expect(judgeAll(headed(1, 9), { expectation }).check(RULE).status).toBe('passed');
    expect(judgeAll(headed(1, 5), { expectation }).finding(RULE).expected).toBe('3 channels from 1 to 9 (description)');
  });

  it('fails an end before the start, whatever was asked for', () => {
    const judged = judgeAll(headed(4, 1));
    expect(judged.finding(RULE)).toMatchObject({ message: 'the channels end (1) before they start (4)' });
  });
});

describe(`${RULE} by the header and the length of a row`, () => {
  const channelsOf = (...ends: readonly number[]): Frame[] =>
    healthyFrames(ends.length).map((frame, at) => ({ ...frame, startChannel: 1, endChannel: ends[at] as number }));

  it('passes frames that name as many channels as rows as long had before', () => {
    expect(judgeAll(channelsOf(4, 4, 4)).check(RULE)).toMatchObject({ status: 'passed', examined: 2 });
  });

  it('fails a frame that names others, though nobody said which to expect', () => {
    const judged = judgeAll(channelsOf(4, 4, 5, 4));
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1, firstAt: 2, examined: 3 });
    expect(judged.finding(RULE)).toMatchObject({
      expected: '4 channels to a row of 32 values (first frame)',
      actual: '5, 1..5',
      message: 'the header names 5 channels, the row has the values of 4 as before',
    });
  });

  it('says nothing of rows of another length: that is a matter of dimensions', () => {
    const longer = healthyFrames(2, { bins: 16 }).slice(1);
    const frames = [...channelsOf(4), ...longer.map((frame) => ({ ...frame, startChannel: 1, endChannel: 8 }))];
    expect(judgeAll(frames).check(RULE)).toMatchObject({ status: 'skipped', violations: 0 });
  });

  it('says so where a single frame named its channels', () => {
    expect(judgeAll(channelsOf(4)).check(RULE).reason).toMatch(/are unknown .*; a single frame named its channels$/);
  });
});

it(`${RULE} is skipped where it cannot be told`, () => {
  const unknown = 'the channels asked for are unknown (--focus-server, --configure, --description)';
  expect(judgeAll(healthyFrames(1)).check(RULE).reason).toBe(unknown);
  const reason = (shape: ReturnType<typeof buildShape>): unknown =>
    judgeAll(healthyFrames(1), { expectation: IDS, shape }).check(RULE).reason;
  expect(reason(buildShape(without('sensorId')))).toBe('no sensor ids are sent');
  expect(reason(buildShape(undefined, { sensors: '' }))).toBe('the rows have no sensor axis');
  const change = (plain: PlainFrame): PlainFrame => changeSensors(plain, 0, () => []);
  expect(judgeAll(healthyFrames(1, { change }), { expectation: IDS }).check(RULE).reason).toBe(
    'no frame had every part',
  );
});
