import { describe, expect, it } from 'vitest';
import { Interrupt } from '../../src/cli/interrupt.ts';
import { testIo } from '../support/io.ts';

describe('Interrupt', () => {
  it('asks for a clean end first and leaves at once the second time', () => {
    const io = testIo();
    const interrupt = new Interrupt(io);
    io.signal('SIGINT');
    expect(interrupt.signal.aborted).toBe(true);
    expect(interrupt.signal.reason).toBe('SIGINT');
    expect(io.exits).toEqual([]);
    io.signal('SIGINT');
    io.signal('SIGTERM');
    expect(io.exits).toEqual([130, 143]);
  });

  it('listens no more once released', () => {
    const io = testIo();
    const interrupt = new Interrupt(io);
    interrupt.release();
    io.signal('SIGTERM');
    expect(interrupt.signal.aborted).toBe(false);
  });
});
