import { describe, expect, it } from 'vitest';
import { silence } from '../../src/session/silence.ts';
import { WoundClock } from '../support/wound-clock.ts';

function rig() {
  const clock = new WoundClock();
  const controller = new AbortController();
  const stream = { over: controller.signal, heardAt: 0, isBusy: false };
  let outcome: boolean | null = null;
  void silence(stream, 1000, clock).then((isSilent) => (outcome = isSilent));
  return { clock, controller, stream, outcome: () => outcome };
}

describe('silence', () => {
  it('is found at the limit after the last word', async () => {
    const { clock, stream, outcome } = rig();
    await clock.wind(900);
    stream.heardAt = 900;
    await clock.wind(999);
    expect(outcome()).toBeNull();
    await clock.wind(1);
    expect(outcome()).toBe(true);
  });

  it('is not the client of a stream we are busy with', async () => {
    const { clock, stream, outcome } = rig();
    stream.isBusy = true;
    await clock.wind(5000);
    expect(outcome()).toBeNull();
    stream.isBusy = false;
    stream.heardAt = 5000;
    await clock.wind(1999);
    expect(outcome()).toBe(true);
  });

  it('is none once the stream is over', async () => {
    const { clock, controller, outcome } = rig();
    controller.abort();
    await clock.wind(1);
    expect(outcome()).toBe(false);
    expect(clock.sleepers).toBe(0);
  });
});
