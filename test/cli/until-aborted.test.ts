import { describe, expect, it } from 'vitest';
import { untilAborted } from '../../src/cli/until-aborted.ts';

describe('untilAborted', () => {
  it('resolves when the signal is aborted, or was already', async () => {
    const controller = new AbortController();
    const waits = untilAborted(controller.signal);
    controller.abort();
    await waits;
    await untilAborted(controller.signal);
    expect(controller.signal.aborted).toBe(true);
  });
});
