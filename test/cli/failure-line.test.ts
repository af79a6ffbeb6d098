import { describe, expect, it } from 'vitest';
import { Failure, usage } from '../../src/base/failure.ts';
import { failureLine, lastResort } from '../../src/cli/failure-line.ts';
import { testIo } from '../support/io.ts';

const left = async (thrown: unknown, env: Record<string, string> = {}) => {
  const io = testIo({ env });
  const leave = lastResort(io);
  leave(thrown);
  leave(new Error('another'));
  await new Promise((resolve) => setImmediate(resolve));
  return io;
};

describe('failureLine', () => {
  it('is one line with the hint, whatever the message holds', () => {
    const failure = usage('a\nb', 'try c');
    expect(failureLine(failure, failure, {})).toBe('grpc-validate: a\\nb (try c)\n');
    expect(failureLine(new Failure('file', 'x'), null, {})).toBe('grpc-validate: x\n');
  });

  it('is followed by the stack when asked for', () => {
    const failure = usage('a');
    expect(failureLine(failure, failure, { GRPC_VALIDATE_DEBUG: '1' })).toMatch(/^grpc-validate: a\n.*\n\s+at /);
  });
});

describe('lastResort', () => {
  it.each([[new TypeError('x is no function')], [usage('x is no function')], ['x is no function']])(
    'calls %s a bug of ours, once, and leaves with 70',
    async (thrown) => {
      const io = await left(thrown);
      expect(io.exits).toEqual([70]);
      expect(io.err()).toMatch(
        /^grpc-validate: nothing caught: x is no function \(this is a bug in grpc-validate;.*\)\n$/,
      );
    },
  );

  it('shows the stack when asked for', async () => {
    expect((await left(new Error('x'), { GRPC_VALIDATE_DEBUG: '1' })).err()).toMatch(/\n\s+at /);
  });
});
