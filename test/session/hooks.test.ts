import { describe, expect, it } from 'vitest';
import { noCall } from '../../src/session/call.ts';
import { SHUTDOWN } from '../../src/session/end.ts';
import { StreamHooks } from '../../src/session/hooks.ts';
import { settled } from '../support/wound-clock.ts';

describe('StreamHooks', () => {
  it('tells each with the id and the call, and of the first error only', () => {
    const told: unknown[] = [];
    const call = noCall();
    const hooks = new StreamHooks(
      {
        onConnect: (...args) => told.push(args),
        onDisconnect: (...args) => told.push(args),
        onError: (...args) => told.push(args),
      },
      'a',
      call,
      () => {},
    );
    const [first, second] = [new Error('1'), new Error('2')];
    hooks.connected();
    hooks.failed(first);
    hooks.failed(second);
    hooks.disconnected(SHUTDOWN);
    expect(told).toEqual([
      ['a', call],
      ['a', first, call],
      ['a', SHUTDOWN, call],
    ]);
  });

  it('logs what they throw, at once or later', async () => {
    const logged: string[] = [];
    const hooks = new StreamHooks(
      {
        onConnect: () => {
          throw new Error('now');
        },
        onDisconnect: () => Promise.reject(new Error('later')),
      },
      'a',
      noCall(),
      (_level, id, message) => logged.push(`${id}: ${message}`),
    );
    hooks.connected();
    hooks.disconnected(SHUTDOWN);
    hooks.failed(new Error('nobody listens'));
    await settled();
    expect(logged).toEqual(['a: onConnect failed: now', 'a: onDisconnect failed: later']);
  });
});
