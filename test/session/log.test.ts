import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/session/log.ts';
import { createLog } from '../../src/session/log.ts';

describe('createLog', () => {
  it('writes to the sink under the name it was given', () => {
    const entries: LogEntry[] = [];
    const sink = (entry: LogEntry): number => entries.push(entry);
    createLog({ logging: true, loggerName: 'mine' }, sink)('info', 'a', 'hello');
    createLog({ logging: true, loggerName: null }, sink)('warn', null, 'all');
    expect(entries).toEqual([
      { level: 'info', logger: 'mine', clientId: 'a', message: 'hello' },
      { level: 'warn', logger: 'grpc-validate:session', clientId: null, message: 'all' },
    ]);
  });

  it('writes nothing with logging off', () => {
    const entries: LogEntry[] = [];
    createLog({ logging: false, loggerName: null }, (entry) => entries.push(entry))('error', 'a', 'x');
    expect(entries).toEqual([]);
  });

  it('does without a sink', () => {
    expect(() => createLog({ logging: true, loggerName: null })('info', null, 'x')).not.toThrow();
  });
});
