import { describe, expect, it } from 'vitest';
import { createLoopMonitor, suspectReasons } from '../../src/measure/overhead.ts';
import type { LoopDelaySource, SuspectInput } from '../../src/measure/overhead.ts';

const calm: SuspectInput = {
  loopDelayP99Ms: 0.5,
  medianGapMs: 50,
  validationMeanUs: 400,
  backlogMax: 1,
  backlogBound: 256,
};

describe('suspectReasons', () => {
  it('are none in a calm run', () => {
    expect(suspectReasons(calm)).toEqual([]);
  });

  it('are none where nothing was measured', () => {
    expect(suspectReasons({ ...calm, loopDelayP99Ms: null, medianGapMs: null, validationMeanUs: null })).toEqual([]);
  });

  it('name a loop delay above 20 ms whatever the gaps are', () => {
    expect(suspectReasons({ ...calm, loopDelayP99Ms: 20, medianGapMs: null })).toEqual([]);
    expect(suspectReasons({ ...calm, loopDelayP99Ms: 20.1, medianGapMs: null })).toEqual([
      'our event loop was up to 20.1 ms late (p99), more than 20 ms',
    ]);
  });

  it('name a loop delay above 10 % of the median gap', () => {
    expect(suspectReasons({ ...calm, loopDelayP99Ms: 5 })).toEqual([]);
    expect(suspectReasons({ ...calm, loopDelayP99Ms: 5.1 })).toEqual([
      'our event loop was up to 5.10 ms late (p99), more than 10 % of the median gap',
    ]);
  });

  it('name validation above half the median gap', () => {
    expect(suspectReasons({ ...calm, validationMeanUs: 25_000 })).toEqual([]);
    expect(suspectReasons({ ...calm, validationMeanUs: 25_100 })).toEqual([
      'validating a frame took 25.1 ms, more than half the median gap',
    ]);
  });

  it('name a backlog past its bound', () => {
    expect(suspectReasons({ ...calm, backlogMax: 256 })).toEqual([]);
    expect(suspectReasons({ ...calm, backlogMax: 257 })).toEqual(['257 messages waited to be judged, more than 256']);
  });
});

describe('createLoopMonitor', () => {
  it('takes the interval between two ticks off', () => {
    expect(createLoopMonitor(source(10, 13.5e6), 10).p99()).toBe(3.5);
    expect(createLoopMonitor(source(10, 9.9e6), 10).p99()).toBe(0);
  });

  it('knows nothing before the first tick', () => {
    expect(createLoopMonitor(source(0, 0), 10).p99()).toBeNull();
  });

  it('starts and stops its source', () => {
    const watched = source(1, 1);
    const monitor = createLoopMonitor(watched, 10);
    expect(watched.running).toBe(true);
    monitor.stop();
    expect(watched.running).toBe(false);
  });

  it('sees a real loop that was held up', async () => {
    const monitor = createLoopMonitor();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const until = performance.now() + 120;
    while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const p99 = monitor.p99();
    monitor.stop();
    expect(p99).toBeGreaterThan(60);
  });
});

function source(count: number, p99Ns: number): LoopDelaySource & { running: boolean } {
  return {
    running: false,
    count,
    percentile: () => p99Ns,
    enable() {
      this.running = true;
    },
    disable() {
      this.running = false;
    },
  };
}
