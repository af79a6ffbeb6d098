import { expect, it } from 'vitest';
import { refusedCall } from '../../src/wire/refused-call.ts';

it('is over before it begins, and harmless to use', async () => {
  const call = refusedCall('the peer closed the connection', 42);
  call.pause();
  call.resume();
  call.cancel();
  call.end();
  await call.write(Buffer.from('x'));
  expect(await call.done).toMatchObject({
    reason: 'broken',
    status: {
      name: 'UNAVAILABLE',
      reason: 'connection-lost',
      message: 'the peer closed the connection, before the request was sent',
    },
    sentAt: 42,
    endedAt: 42,
    messages: 0,
  });
});
