import { describe, expect, it } from 'vitest';
import { checkJobOptions, hertzRange, rowRange } from '../../../src/serve/spectrogram/job-options.ts';

describe('checkJobOptions', () => {
  it('lets good options through as they are', () => {
    const options = {
      sensors: 8,
      bins: 65,
      rows: '1..4',
      fps: 0,
      frames: 0,
      quirks: ['unpacked'],
      faults: 'nan@1',
      source: 'a.wav',
    };
    expect(checkJobOptions(options, 'job a')).toBe(options);
  });

  it.each([
    [null, 'job a is no object of options'],
    [[], 'job a is no object of options'],
    [{ sensors: 0 }, 'sensors of job a is a whole number from 1 to 100000'],
    [{ sensors: 1.5 }, 'sensors of job a is a whole number from 1 to 100000'],
    [{ fps: 'x' }, 'fps of job a is a number from 0 to 100000'],
    [{ fps: Number.NaN }, 'fps of job a is a number from 0 to 100000'],
    [{ quirks: [1] }, 'quirks of job a is a list of names'],
    [{ faults: 1 }, 'faults of job a is text'],
    [{ rows: '4..1' }, 'rows is a whole number or a range such as 1..4'],
    [{ rows: true }, 'rows is a whole number or a range such as 1..4'],
    [{ layout: 'panda' }, 'layout of job a is one of datastream, pandadatastream'],
    [{ element: 4 }, 'element of job a is one of float32, float64, uint8, int16, uint16, int32'],
    [{ viewType: 3 }, 'viewType of job a is a whole number from 0 to 2'],
    [{ frequencyRange: '500..0' }, 'frequencyRange is a range of Hz such as 0..500'],
  ])('refuses %j', (options, message) => {
    expect(() => checkJobOptions(options, 'job a')).toThrow(expect.objectContaining({ code: 'usage', message }));
  });

  it('names the nearest for an unknown option', () => {
    expect(() => checkJobOptions({ sensor: 1 }, 'job a')).toThrow(
      expect.objectContaining({
        message: 'job a has no option sensor',
        hint: expect.stringContaining('sensors') as string,
      }),
    );
  });
});

describe('hertzRange', () => {
  it('reads text and objects', () => {
    expect(hertzRange('0..500')).toEqual({ min: 0, max: 500 });
    expect(hertzRange({ min: 10, max: 20.5 })).toEqual({ min: 10, max: 20.5 });
    expect(hertzRange(undefined)).toBeUndefined();
  });

  it.each(['..5', '-1..5', 'x', null])('refuses %j', (given) => {
    expect(() => hertzRange(given)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

describe('rowRange', () => {
  it.each([
    [3, 3, 3],
    ['3', 3, 3],
    ['1..4', 1, 4],
    [{ min: 2, max: 5 }, 2, 5],
  ])('reads %j', (rows, min, max) => {
    expect(rowRange(rows)).toEqual({ min, max });
  });

  it.each([0, '0..2', '1..', { min: 1 }, { min: 3, max: 2 }, { min: 'a', max: 2 }, 'many'])('refuses %j', (rows) => {
    expect(() => rowRange(rows)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
