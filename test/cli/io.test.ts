import { describe, expect, it, vi } from 'vitest';
import { Secrets } from '../../src/base/secrets.ts';
import { discreet, processIo } from '../../src/cli/io.ts';
import { testIo } from '../support/io.ts';

describe('processIo', () => {
  it('hands on signals until told to stop', () => {
    const heard: string[] = [];
    const before = process.listenerCount('SIGTERM');
    const release = processIo().onSignal((name) => heard.push(name));
    process.emit('SIGTERM', 'SIGTERM');
    release();
    expect(process.listenerCount('SIGTERM')).toBe(before);
    expect(heard).toEqual(['SIGTERM']);
  });

  it('writes to the process streams and leaves with the code it is given', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((...args: unknown[]) => {
      (args.at(-1) as () => void)();
      return true;
    });
    const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
    const io = processIo();
    await io.stderr.write('hello');
    io.exit(3);
    expect(write.mock.calls[0]?.[0]).toBe('hello');
    expect(exit).toHaveBeenCalledWith(3);
    vi.restoreAllMocks();
  });

  it('rejects a write the system refuses', async () => {
    vi.spyOn(process.stdout, 'write').mockImplementation((...args: unknown[]) => {
      (args.at(-1) as (error: Error) => void)(new Error('ENOSPC'));
      return false;
    });
    await expect(processIo().stdout.write('x')).rejects.toThrow('ENOSPC');
    vi.restoreAllMocks();
  });
});

describe('discreet', () => {
  it('writes everything but secrets, also those that are told later', async () => {
    const secrets = new Secrets();
    const { stderr } = testIo();
    let written = '';
    const sink = discreet({ ...stderr, write: (text) => Promise.resolve(void (written += text)) }, secrets);
    await sink.write('hunter22 ');
    secrets.add('hunter22');
    await sink.write('a hunter22 b');
    expect(written).toBe('hunter22 a (hidden) b');
  });
});
