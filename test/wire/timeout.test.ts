import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { grpcTimeout, parseGrpcTimeout } from '../../src/wire/timeout.ts';

it.each([
  [0, '1m'],
  [0.2, '1m'],
  [250, '250m'],
  [1000.5, '1001m'],
  [99_999_999, '99999999m'],
  [100_000_000, '100000S'],
  [1e12, '16666667M'],
  [1e15, '99999999H'],
  [Infinity, '99999999H'],
])('writes %d ms as %s', (ms, text) => {
  expect(grpcTimeout(ms)).toBe(text);
});

it.each([
  ['1H', 3_600_000],
  ['2M', 120_000],
  ['3S', 3000],
  ['0250m', 250],
  ['500u', 0.5],
  ['99999999n', 99.999999],
  ['0S', 0],
])('reads %s as %d ms', (text, ms) => {
  expect(parseGrpcTimeout(text)).toBeCloseTo(ms, 9);
});

it.each(['', 'S', '10', '100000000S', '1s', '1.5S', '-1S', '+1S', ' 1S', '1S ', '1SS', '1S, 1S', '１S'])(
  'reads %j as no timeout',
  (text) => {
    expect(parseGrpcTimeout(text)).toBeNull();
  },
);

it('never lets the peer give up before us, nor later than by one unit of what was written', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 3e14, noNaN: true }), (ms) => {
      const text = grpcTimeout(ms);
      expect(text).toMatch(/^\d{1,8}[HMSm]$/);
      const read = parseGrpcTimeout(text) as number;
      expect(read).toBeGreaterThanOrEqual(ms);
      expect(read - ms).toBeLessThanOrEqual(parseGrpcTimeout(`1${text.slice(-1)}`) as number);
    }),
  );
});
