import { describe, expect, it } from 'vitest';
import { parseAxes, RowAxes } from '../../src/frame/axes.ts';

describe('parseAxes', () => {
  it.each([
    ['17x256', { sensors: 17, bins: 256 }],
    [' 1 X 4 ', { sensors: 1, bins: 4 }],
    ['17*256', { sensors: 17, bins: 256 }],
    ['none', 'none'],
    ['None', 'none'],
  ])('reads %s', (text, axes) => expect(parseAxes(text)).toEqual(axes));

  it.each(['', '17', '17x', '0x4', '4x0', '-1x4', '1.5x4', '17x256x2', '65536x65536', 'auto'])('refuses %s', (text) => {
    expect(parseAxes(text)).toBeUndefined();
  });
});

describe('RowAxes', () => {
  const words = (axes: RowAxes, points: number, channels: number): string => {
    axes.offer(points, channels);
    return axes.settle().words;
  };

  it('needs the channels times the known bins to be a row', () => {
    expect(words(new RowAxes(undefined, 256), 4352, 17)).toBe('17 sensors x 256 bins');
    expect(words(new RowAxes(undefined, 250), 4352, 17)).toBe('one axis of 4352 values (not 17 channels x 250 bins)');
    expect(words(new RowAxes(undefined, 256), 4352, -3)).toBe('one axis of 4352 values (the channels are not sent)');
    expect(words(new RowAxes(undefined, undefined), 4352, 17)).toBe(
      'one axis of 4352 values (the number of bins is unknown)',
    );
    expect(words(new RowAxes('none', 256), 4352, 17)).toBe('one axis of 4352 values');
  });

  it('believes the frame that fits, first or second', () => {
    for (const frames of [
      [4352, 4096],
      [4096, 4352],
    ]) {
      const axes = new RowAxes(undefined, 256);
      for (const points of frames) axes.offer(points, 17);
      expect(axes.settle()).toEqual({ hasSensors: true, words: '17 sensors x 256 bins' });
    }
  });

  it('does not take axes that are given from the channels', () => {
    const axes = new RowAxes({ sensors: 34, bins: 128 }, 256);
    expect(words(axes, 4352, 17)).toBe('34 sensors x 128 bins (given)');
    axes.fit(4352, 17);
    expect([axes.sensors, axes.bins, axes.lastBins]).toEqual([34, 128, 128]);
  });

  it('has one run of values without a sensor axis', () => {
    const axes = new RowAxes(undefined, undefined);
    axes.fit(9, 3);
    expect([axes.sensors, axes.bins, axes.lastBins]).toEqual([0, 9, 9]);
  });
});
