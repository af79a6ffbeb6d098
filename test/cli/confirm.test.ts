import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ask, canAsk } from '../../src/cli/confirm.ts';
import { testIo } from '../support/io.ts';

const never = new AbortController().signal;
const keyboard = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });

describe('asking', () => {
  it.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
  ])('needs a terminal on both sides: stderr %s, stdin %s', (stderr, stdin, able) => {
    expect(canAsk({ ...testIo({ tty: stderr }), stdin: () => keyboard(stdin) })).toBe(able);
  });

  it('puts one question after the other', async () => {
    const input = keyboard(true);
    const io = { ...testIo(), stdin: () => input };
    const first = ask(io, 'one? ', never);
    input.write('yes\n');
    expect(await first).toBe('yes');
    const second = ask(io, 'two? ', never);
    input.write('no\n');
    expect(await second).toBe('no');
    expect(io.err()).toBe('one? two? ');
  });

  it('has no answer where the input ends, and none once the command is interrupted', async () => {
    expect(await ask({ ...testIo(), stdin: () => Readable.from([]) }, '? ', never)).toBeNull();
    expect(await ask(testIo({ stdin: 'yes\n' }), '? ', AbortSignal.abort())).toBeNull();
    const controller = new AbortController();
    const asked = ask({ ...testIo(), stdin: () => keyboard(true) }, '? ', controller.signal);
    controller.abort();
    expect(await asked).toBeNull();
  });
});
