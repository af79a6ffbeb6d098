import { describe, expect, it } from 'vitest';
import { RequestFields } from '../../../src/run/focus/request-fields.ts';

const fieldsOf = (value: Readonly<Record<string, unknown>>): RequestFields =>
  new RequestFields({ value, place: (field) => `job.json:${field.length}` });

describe('RequestFields', () => {
  it('reads nested fields, null being absent', () => {
    const fields = fieldsOf({ displayInfo: { height: 5 }, end_time: null });
    expect(fields.at('displayInfo.height')).toBe(5);
    expect([fields.at('end_time'), fields.at('a.b')]).toEqual([undefined, undefined]);
  });

  it('complains with place, field, what it needs and what it got', () => {
    const fields = fieldsOf({ displayInfo: { height: '5' } });
    expect(() => fields.number('displayInfo.height', 'a height', () => true)).toThrow(
      expect.objectContaining({
        code: 'config',
        message: 'job.json:2: displayInfo.height needs a height, not "5"',
      }) as Error,
    );
  });

  it.each([
    [5, 'channels needs an object {"min": ..., "max": ...}, not 5'],
    [{ min: 1 }, 'channels needs both ends: max is missing'],
    [{ max: 1 }, 'channels needs both ends: min is missing'],
    [{ min: 2, max: 1 }, 'channels needs min not above max, but 2 > 1'],
    [{ min: -1, max: 1 }, 'channels.min needs a number, not -1'],
  ])('refuses the range %j', (channels, message) => {
    expect(() => fieldsOf({ channels }).range('channels', 'a number', (value) => value >= 0)).toThrow(message);
  });

  it('reads a range, both ends included', () => {
    expect(fieldsOf({ channels: { min: 1, max: 1 } }).range('channels', '', () => true)).toEqual({ min: 1, max: 1 });
    expect(fieldsOf({}).range('channels', '', () => true)).toBeUndefined();
  });
});
