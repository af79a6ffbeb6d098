import { afterEach, describe, expect, it, vi } from 'vitest';
import { Progress, progressLine } from '../../src/cli/progress.ts';
import { testIo } from '../support/io.ts';

afterEach(() => vi.useRealTimers());

const snapshot = { frames: 3, fps: 20.04, lastGapMs: 50.12, errors: 0, warnings: 0 };

describe('progressLine', () => {
  it('says frames, rate, last gap and findings so far', () => {
    expect(progressLine(snapshot)).toBe('3 frames  20.0 fps  last gap 50.1 ms  no findings');
    expect(progressLine({ frames: 1, fps: null, lastGapMs: null, errors: 2, warnings: 1 })).toBe(
      '1 frame  2 violations, 1 warning',
    );
    expect(progressLine({ ...snapshot, repeat: { n: 3, of: 100 } })).toMatch(/^repeat 3 of 100  3 frames  /);
    expect(progressLine(snapshot, 'message')).toBe('3 messages  20.0 messages/s  last gap 50.1 ms  no findings');
  });
});

describe('Progress', () => {
  it('redraws one line and takes it away at the end', () => {
    vi.useFakeTimers();
    const io = testIo({ tty: true, columns: 30 });
    const progress = new Progress(io);
    progress.start(() => snapshot);
    vi.advanceTimersByTime(450);
    expect(io.err().split('\r')).toHaveLength(3);
    expect(io.err()).toContain('3 frames  20.0 fps  last gap ');
    progress.stop();
    expect(io.err().endsWith('\r\x1b[2K')).toBe(true);
    vi.advanceTimersByTime(1000);
    expect(io.err().endsWith('\r\x1b[2K')).toBe(true);
  });

  it('writes nothing when it was over before the first redraw', () => {
    const io = testIo({ tty: true });
    const progress = new Progress(io);
    progress.start(() => snapshot);
    progress.stop();
    expect(io.err()).toBe('');
  });
});
