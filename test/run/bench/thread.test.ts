import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSlos } from '../../../src/measure/slo.ts';
import type { BenchTask, FromThread } from '../../../src/run/bench/part.ts';
import { packTask, processNow } from '../../../src/run/bench/part.ts';
import { WHOLE } from '../../../src/run/bench/plan.ts';
import { serveBenchTask } from '../../../src/run/bench/thread.ts';
import type { RunningServer } from '../../../src/serve/server.ts';
import { startSpectrogramServer } from '../../../src/serve/server.ts';
import { streamPlan } from '../../support/plan.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startSpectrogramServer({ defaults: { sensors: 4, bins: 8, fps: 0, frames: 0 }, jobs: { a: {} } });
});
afterAll(() => server.close());

function task(layouts: readonly string[] = ['datastream']): BenchTask {
  const stream = streamPlan(server.address, {
    slos: parseSlos(['none'], { command: 'bench' }),
    ending: { maxFrames: 5, afterMs: null, afterReason: 'watched' },
  });
  const rest = { share: WHOLE, starts: null, shard: null, connections: null, warmup: null };
  return packTask(stream, { stream, jobs: ['a'], streams: 2, ...rest }, layouts, '1');
}

/** Everything told, in order; `answer` is what is said to it when it is ready. */
async function told(given: BenchTask, answer: () => object): Promise<FromThread[]> {
  const { port1, port2 } = new MessageChannel();
  const messages: FromThread[] = [];
  const over = new Promise((resolve) => port1.on('close', resolve));
  port1.on('message', (message: FromThread) => {
    messages.push(message);
    if ('ready' in message) port1.postMessage(answer());
  });
  await serveBenchTask(port2, given);
  await over;
  return messages;
}

const kinds = (messages: readonly FromThread[]): string[] => [...new Set(messages.flatMap(Object.keys))];

describe('serveBenchTask', () => {
  it('is ready once connected, begins when told and not before, and tells its progress and its result', async () => {
    let beginAt = 0;
    const messages = await told(task(), () => ({ beginAt: (beginAt = processNow() + 30) }));
    expect(processNow()).toBeGreaterThanOrEqual(beginAt);
    expect(kinds(messages)).toEqual(['attempt', 'delayMs', 'ready', 'snapshot', 'result']);
    const last = messages.at(-1);
    expect(last).toMatchObject({ result: { frames: { received: 10 }, bench: { streams: 2 } } });
  });

  it('has a result also when it is stopped before it began', async () => {
    const messages = await told(task(), () => ({ stop: 'SIGINT' }));
    expect(messages.at(-1)).toMatchObject({ result: { outcome: 'interrupted', exitCode: 130, streams: [] } });
  });

  it('tells what is for the user to mend', async () => {
    const [only] = await told(task(['gone.yaml']), () => ({}));
    expect(only).toMatchObject({ refused: { code: 'file', message: expect.stringContaining('gone.yaml') as string } });
  });
});
