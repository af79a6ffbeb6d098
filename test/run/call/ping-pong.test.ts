import { describe, expect, it } from 'vitest';
import { PingPong } from '../../../src/run/call/ping-pong.ts';

/** Whether a promise is settled once everything that waits has run. */
async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  await new Promise(setImmediate);
  return done;
}

describe('PingPong', () => {
  it('waits for the reply and times it', async () => {
    const game = new PingPong();
    game.sent(100);
    const reply = game.reply();
    expect(await settled(reply)).toBe(false);
    game.arrived(107.5);
    expect(await settled(reply)).toBe(true);
    expect(game.close()).toMatchObject({ count: 1, min: 7.5, max: 7.5 });
  });

  it('does not wait for a reply that is there already', async () => {
    const game = new PingPong();
    game.sent(1);
    game.arrived(2);
    expect(await settled(game.reply())).toBe(true);
  });

  it('times only the first message that comes back', () => {
    const game = new PingPong();
    game.arrived(1);
    game.sent(10);
    game.arrived(11);
    game.arrived(500);
    expect(game.close()).toMatchObject({ count: 1, max: 1 });
  });

  it('waits for nothing when the call is over', async () => {
    const game = new PingPong();
    game.sent(1);
    const reply = game.reply();
    game.release();
    expect(await settled(reply)).toBe(true);
    expect(await settled(game.reply())).toBe(true);
    expect(game.close().count).toBe(0);
  });
});
