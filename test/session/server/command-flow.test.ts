import { describe, expect, it } from 'vitest';
import { Distribution } from '../../../src/measure/distribution.ts';
import { CommandFlow } from '../../../src/session/server/command-flow.ts';
import { readAccount } from '../../../src/session/v1/account.ts';
import { CommandError } from '../../../src/session/responses.ts';
import type { ServerCommand } from '../../../src/session/v1/messages.ts';
import { WoundClock } from '../../support/wound-clock.ts';

function rig(rate: number, count: number, answer: (n: number) => boolean = () => true) {
  const clock = new WoundClock();
  const sent: { readonly id: string; readonly at: number; readonly kind: string | undefined }[] = [];
  const service = {
    executeCommandSync: async (_client: string, command: ServerCommand) => {
      const n = sent.push({ id: command.commandId, at: clock.now(), kind: Object.keys(command)[1] });
      await clock.sleep(20);
      if (!answer(n)) throw new CommandError('timeout', 'late');
      return { commandId: command.commandId, success: true, message: '', error: '' };
    },
  };
  const roundTrips = new Distribution();
  const totals = { sent: 0, acknowledged: 0 };
  return {
    clock,
    sent,
    roundTrips,
    totals,
    flow: new CommandFlow({ service, clock, roundTrips, totals }, { rate, count }),
  };
}

describe('CommandFlow', () => {
  it('sends so many at the rate, each of its own kind, and stops', async () => {
    const { clock, flow, sent, totals } = rig(4, 5);
    await Promise.all([flow.run('a', 0), clock.wind(10_000)]);
    expect(sent.map(({ id, at }) => `${id} ${at}`)).toEqual(['a/1 0', 'a/2 250', 'a/3 500', 'a/4 750', 'a/5 1000']);
    expect(sent.map(({ kind }) => kind)).toEqual(['start', 'configure', 'requestStatus', 'stop', 'start']);
    expect(totals).toEqual({ sent: 5, acknowledged: 5 });
  });

  it('begins at another moment for each place, within one interval', async () => {
    const starts: number[] = [];
    for (let place = 1; place <= 5; place += 1) {
      const { clock, flow, sent } = rig(1, 1);
      await Promise.all([flow.run('a', place), clock.wind(1000)]);
      starts.push(Math.round(sent[0]?.at ?? -1));
    }
    expect(starts).toEqual([618, 236, 854, 472, 90]);
  });

  it('sends nothing at rate 0, and no more once it is stopped', async () => {
    const none = rig(0, 5);
    await none.flow.run('a', 0);
    expect(none.sent).toEqual([]);
    const { clock, flow, sent } = rig(1, Infinity);
    void flow.run('a', 0);
    await clock.wind(2500);
    flow.stop();
    await clock.wind(10_000);
    expect(sent).toHaveLength(3);
  });

  it('catches up after it was held up', async () => {
    const { clock, flow, sent } = rig(1000, 100);
    await Promise.all([flow.run('a', 0), clock.wind(99)]);
    expect(sent).toHaveLength(100);
  });

  it('gives an account: what was sent, what was acknowledged, how long it took', async () => {
    const { clock, flow, roundTrips } = rig(10, 4, (n) => n !== 2);
    flow.messages = 9;
    flow.pings = 2;
    await Promise.all([flow.run('a', 0), clock.wind(1000)]);
    expect(readAccount(Object.entries(flow.trailers()) as [string, string][])).toEqual({
      messages: 9,
      commands: 4,
      acknowledged: 3,
      pings: 2,
      roundTrips: [[20_000, 3]],
    });
    expect([roundTrips.count, roundTrips.moments.mean]).toEqual([3, 20]);
  });
});
