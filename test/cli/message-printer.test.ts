import { describe, expect, it } from 'vitest';
import { MessagePrinter } from '../../src/cli/message-printer.ts';
import { decode } from '../../src/schema/codec.ts';
import { probeMessage } from '../support/probe.ts';

const message = decode(probeMessage('Item'), new Uint8Array(0));

/** A sink whose writes are settled by hand, and a call that writes down what is done to it. */
function bench(line: string) {
  const writes: { text: string; settle: () => void; fail: (error: Error) => void }[] = [];
  const log: string[] = [];
  const printer = new MessagePrinter({
    isTTY: false,
    columns: 80,
    write: (text) => new Promise((settle, fail) => writes.push({ text, settle, fail })),
  });
  const control = {
    finish: (why: string) => void log.push(why),
    pause: () => void log.push('pause'),
    resume: () => void log.push('resume'),
  };
  const watcher = printer.watch(control, () => line);
  const show = (): void => watcher.message?.({ index: 0, message, arrival: 0, gapMs: null, elapsedMs: 0 });
  return { printer, writes, log, show };
}

const tick = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 2));

describe('MessagePrinter', () => {
  it('writes what came together in one piece, in order', async () => {
    const { printer, writes, show } = bench('{"a":1}');
    show();
    show();
    await tick();
    expect(writes.map(({ text }) => text)).toEqual(['{"a":1}\n{"a":1}\n']);
    show();
    writes[0]?.settle();
    await tick();
    expect(writes).toHaveLength(2);
    writes[1]?.settle();
    await printer.flush();
  });

  it('writes nothing a terminal would obey, and still the same value', async () => {
    const { writes, show } = bench('{"a":"\u009b31m\u202e"}');
    show();
    await tick();
    expect(writes[0]?.text).toBe('{"a":"\\u009b31m\\u202e"}\n');
  });

  it('holds the server back while the reader is behind', async () => {
    const { printer, writes, log, show } = bench('x'.repeat(600_000));
    show();
    await tick();
    show();
    expect(log).toEqual([]);
    show();
    show();
    expect(log).toEqual(['pause']);
    writes[0]?.settle();
    await tick();
    expect(log).toEqual(['pause', 'resume']);
    expect(printer.pauses).toBe(1);
  });

  it('ends the call when the reader goes away, and keeps any other reason', async () => {
    for (const code of ['EPIPE', 'ENOSPC']) {
      const { printer, writes, log, show } = bench('{}');
      show();
      await tick();
      writes[0]?.fail(Object.assign(new Error('no more'), { code }));
      await printer.flush();
      show();
      await tick();
      expect(log).toEqual(['unread']);
      expect(writes).toHaveLength(1);
      expect(printer.failure).toBe(code === 'EPIPE' ? null : 'cannot write messages to stdout: no more');
    }
  });
});
