import { describe, expect, it } from 'vitest';
import { withEmbedded, withServer } from '../../src/cli/embedded-run.ts';
import { connectTo } from '../support/wire-client.ts';

const quiet = new AbortController().signal;

describe('withEmbedded', () => {
  it('has a simulator listening while the run follows it, and none after', async () => {
    const port = await withEmbedded({}, quiet, async (address) => {
      const found = Number(/^127\.0\.0\.1:(\d+)$/.exec(address ?? '')?.[1]);
      const connection = await connectTo(found);
      await connection.close();
      return found;
    });
    await expect(connectTo(port)).rejects.toMatchObject({ code: 'tcp-refused' });
  });

  it('has no address when it is interrupted before the simulator is up', async () => {
    const interrupt = new AbortController();
    const running = withEmbedded({}, interrupt.signal, (address) => Promise.resolve(address));
    interrupt.abort('SIGINT');
    expect(await running).toBeNull();
  });

  it('passes on what the run throws, and the Failure of wrong options', async () => {
    await expect(withEmbedded({}, quiet, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const wrong = withEmbedded({ defaults: { faults: 'nna@1' } }, quiet, () => Promise.resolve(1));
    await expect(wrong).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('withServer', () => {
  it('does so with any server', async () => {
    let stopped = 0;
    const start = () => Promise.resolve({ address: 'a:1', stop: async () => void (stopped += 1) });
    expect(await withServer(start, quiet, (address) => Promise.resolve(address))).toBe('a:1');
    expect(stopped).toBe(1);
  });
});
