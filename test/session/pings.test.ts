import { describe, expect, it } from 'vitest';
import { schedulePings } from '../../src/session/pings.ts';
import { WoundClock } from '../support/wound-clock.ts';

function rig(pingStrategy: 'interval' | 'on_idle' | 'disabled') {
  const clock = new WoundClock();
  const controller = new AbortController();
  const pinged: number[] = [];
  const stream = { over: controller.signal, trafficAt: 0 };
  const done = schedulePings(stream, { pingStrategy, pingInterval: 5 }, clock, () => pinged.push(clock.now()));
  return { clock, controller, pinged, stream, done };
}

describe('schedulePings', () => {
  it('pings every interval, whatever goes on', async () => {
    const { clock, pinged, stream } = rig('interval');
    for (let i = 0; i < 200; i += 1) {
      stream.trafficAt = clock.now();
      await clock.wind(100);
    }
    expect(pinged).toEqual([5000, 10_000, 15_000, 20_000]);
  });

  it('keeps to its schedule after it was held up, without making up for what it missed', async () => {
    const clock = new WoundClock();
    const { signal } = new AbortController();
    const pinged: number[] = [];
    const late = { now: () => clock.now(), epoch: () => clock.epoch(), sleep: slowFirst };
    let first = true;
    function slowFirst(ms: number, abort?: AbortSignal): Promise<void> {
      const more = first ? 11_700 : 0;
      first = false;
      return clock.sleep(ms + more, abort);
    }
    void schedulePings({ over: signal, trafficAt: 0 }, { pingStrategy: 'interval', pingInterval: 5 }, late, () =>
      pinged.push(clock.now()),
    );
    await clock.wind(30_000);
    expect(pinged).toEqual([16_700, 20_000, 25_000, 30_000]);
  });

  it('pings only an idle stream with on_idle', async () => {
    const { clock, pinged, stream } = rig('on_idle');
    await clock.wind(4000);
    stream.trafficAt = 4000;
    await clock.wind(4000);
    stream.trafficAt = 8000;
    await clock.wind(4999);
    expect(pinged).toEqual([]);
    await clock.wind(6000);
    expect(pinged).toEqual([13_000, 18_000]);
  });

  it('pings nobody when pings are disabled', async () => {
    const { clock, pinged, done } = rig('disabled');
    await done;
    await clock.wind(3_600_000);
    expect(pinged).toEqual([]);
  });

  it.each(['interval', 'on_idle'] as const)('ends with the stream, with %s', async (strategy) => {
    const { clock, controller, pinged, done } = rig(strategy);
    await clock.wind(6000);
    controller.abort();
    await done;
    await clock.wind(60_000);
    expect(pinged).toEqual([5000]);
    expect(clock.sleepers).toBe(0);
  });
});
