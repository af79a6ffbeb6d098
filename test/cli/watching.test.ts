import { afterEach, describe, expect, it, vi } from 'vitest';
import { ResultOutput } from '../../src/cli/result-output.ts';
import type { RunStage } from '../../src/cli/run-stage.ts';
import { watching } from '../../src/cli/watching.ts';
import type { TestIo } from '../support/io.ts';
import { testIo } from '../support/io.ts';
import { testHost } from '../support/plan.ts';

afterEach(() => vi.useRealTimers());

const peek = () => ({ frames: 3, fps: 20, lastGapMs: 50, errors: 0, warnings: 0 });

function stage(io: TestIo, more: Partial<RunStage>): RunStage {
  const output = new ResultOutput(io.stdout);
  return { io, host: testHost(), output, say: () => {}, records: false, showProgress: false, ...more };
}

async function watched(more: Partial<RunStage>) {
  vi.useFakeTimers();
  const io = testIo({ tty: true });
  let starts = 0;
  const follow = async (host: ReturnType<typeof testHost>): Promise<string> => {
    host.onStart?.(peek);
    await vi.advanceTimersByTimeAsync(2100);
    return 'done';
  };
  const result = await watching(stage(io, more), 'message', follow, () => (starts += 1));
  await vi.advanceTimersByTimeAsync(5000);
  return { result, starts, out: io.out(), err: io.err() };
}

describe('watching', () => {
  it('gives what the run gives and says when it starts', async () => {
    expect(await watched({})).toEqual({ result: 'done', starts: 1, out: '', err: '' });
  });

  it('writes a record a second until the run is over', async () => {
    const { out } = await watched({ records: true });
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(Array.from({ length: 2 }, () => ({ type: 'interval', ...peek() })));
  });

  it('shows progress in its own words and takes it away', async () => {
    const { err } = await watched({ showProgress: true });
    expect(err).toContain('3 messages  20.0 messages/s');
    expect(err.endsWith('\r\x1b[2K')).toBe(true);
  });
});
