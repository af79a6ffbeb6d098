import { describe, expect, it } from 'vitest';
import type { StreamOutcome } from '../../src/run/one-stream.ts';
import { worstStream } from '../../src/run/stream-run.ts';

const stream = (reason: StreamOutcome['reason'], code = 0): StreamOutcome =>
  ({ reason, end: { status: { code } } }) as StreamOutcome;

describe('worstStream', () => {
  it('is the one that ended worst, whatever its place', () => {
    const ok = stream('status');
    const ended = stream('watched', 1);
    const failed = stream('status', 13);
    const stalled = stream('stalled', 1);
    expect(worstStream([ok, failed, ended])).toBe(failed);
    expect(worstStream([failed, stalled])).toBe(stalled);
    expect(worstStream([ok, ended])).toBe(ended);
    expect(worstStream([stream('interrupted', 1), stalled])?.reason).toBe('interrupted');
  });

  it('is none where no stream was opened', () => {
    expect(worstStream([])).toBeNull();
  });
});
