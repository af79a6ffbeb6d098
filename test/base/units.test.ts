import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatMs,
  formatNumber,
  formatPercent,
  formatSize,
  parseDuration,
  parsePercent,
  parseRange,
  parseSize,
} from '../../src/base/units.ts';

describe('reading units', () => {
  it.each([
    ['10s', 10_000],
    ['250ms', 250],
    ['1m30s', 90_000],
    ['2.5', 2500],
    ['1h', 3_600_000],
    ['10us', 0.01],
    ['0', 0],
    ['', undefined],
    ['ten', undefined],
    ['10 s', undefined],
    ['-1s', undefined],
    ['10d', undefined],
  ])('takes %j as %j ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    ['100MiB', 104_857_600],
    ['16kB', 16_000],
    ['65535', 65_535],
    ['1.5KiB', 1536],
    ['12 MB', 12_000_000],
    ['', undefined],
    ['10Mb', undefined],
    ['-1', undefined],
  ])('takes %j as %j bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it('takes a percentage as a share, up to 100 %', () => {
    expect(['2%', '0.5 %', '100%', '101%', '2', ''].map(parsePercent)).toEqual([
      0.02,
      0.005,
      1,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('takes a range with either end open, but not both, and not backwards', () => {
    expect(['1..50', '-120..-20', '..5', '3..', '..', '5..1', 'x', '1e3..2e3'].map(parseRange)).toEqual([
      { min: 1, max: 50 },
      { min: -120, max: -20 },
      { min: -Infinity, max: 5 },
      { min: 3, max: Infinity },
      undefined,
      undefined,
      undefined,
      { min: 1000, max: 2000 },
    ]);
  });
});

describe('writing units', () => {
  it('writes milliseconds in the unit people would use', () => {
    expect([0.4234, 51.26, 2500, 200_000, 7_500_000].map(formatMs)).toEqual([
      '0.42 ms',
      '51.3 ms',
      '2.50 s',
      '3 m 20 s',
      '2 h 5 m',
    ]);
  });

  it('writes bytes in powers of 1024', () => {
    expect([512, 105_062, 4.6 * 1024 ** 2].map(formatSize)).toEqual(['512 B', '102.6 KiB', '4.6 MiB']);
  });

  it('groups digits by three', () => {
    expect([7, 1234, 1_234_567].map(formatCount)).toEqual(['7', '1 234', '1 234 567']);
  });

  it('writes numbers without noise and never hides what is not finite', () => {
    expect([1.5, 0.1 + 0.2, 1e-9, 0, Number.NaN, Infinity, -Infinity].map((value) => formatNumber(value))).toEqual([
      '1.5',
      '0.3',
      '1.000e-9',
      '0',
      'NaN',
      '+Infinity',
      '-Infinity',
    ]);
  });
});

describe('formatPercent', () => {
  it.each([
    [100, '100 %'],
    [99.9999, '99.99 %'],
    [(29 / 100) * 100, '29 %'],
    [33.333, '33.33 %'],
    [0, '0 %'],
  ])('%d: %s', (percent, words) => expect(formatPercent(percent)).toBe(words));
});
