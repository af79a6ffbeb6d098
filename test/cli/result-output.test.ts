import { describe, expect, it } from 'vitest';
import { ResultOutput } from '../../src/cli/result-output.ts';
import { testIo } from '../support/io.ts';

const refusing = (code: string) => testIo({ refuse: Object.assign(new Error(code), { code }) });

describe('ResultOutput', () => {
  it('passes on what is written', async () => {
    const io = testIo();
    const output = new ResultOutput(io.stdout);
    await output.write('a');
    await output.write('b');
    expect([io.out(), output.failure]).toEqual(['ab', null]);
  });

  it('never throws, and tells a disk that is full from a reader that left', async () => {
    const full = new ResultOutput(refusing('ENOSPC').stdout);
    await full.write('a');
    expect(full.failure).toBe('cannot write the result to stdout: ENOSPC');
    const left = new ResultOutput(refusing('EPIPE').stdout);
    await left.write('a');
    expect(left.failure).toBeNull();
  });

  it('writes nothing after a gap', async () => {
    let calls = 0;
    const output = new ResultOutput({
      isTTY: false,
      columns: 80,
      write: () => {
        calls += 1;
        return Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
      },
    });
    await output.write('a');
    await output.write('b');
    expect(calls).toBe(1);
  });
});
