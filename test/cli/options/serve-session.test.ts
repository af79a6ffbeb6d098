import { describe, expect, it } from 'vitest';
import { PRESET, SESSION_CONFIG, SESSION_SERVER } from '../../../src/cli/options/serve-session.ts';
import { SESSION_FIELDS } from '../../../src/session/config.ts';

describe('serve session options', () => {
  it('have a flag for every field of the configuration, which says nothing by default', () => {
    expect(Object.keys(SESSION_CONFIG)).toEqual(SESSION_FIELDS);
    expect(Object.values(SESSION_CONFIG).map(({ fallback }) => fallback as unknown)).toEqual(
      SESSION_FIELDS.map(() => null),
    );
  });

  it('--preset takes a name in any case', () => {
    expect(['LOW_LATENCY', 'low-latency', 'Testing', 'fast'].map(PRESET.parse)).toEqual([
      'LOW_LATENCY',
      'LOW_LATENCY',
      'TESTING',
      undefined,
    ]);
  });

  it('--queue-timeout and --connection-timeout take a time or none', () => {
    const { queueTimeout, connectionTimeout } = SESSION_CONFIG;
    expect(['5', '250ms', 'none', '0', 'x'].map(queueTimeout.parse)).toEqual([5000, 250, 'none', undefined, undefined]);
    expect(connectionTimeout.parse('none')).toBe('none');
  });

  it('switches are on, off or open', () => {
    expect(['true', 'False', 'yes'].map(SESSION_CONFIG.publish.parse)).toEqual([true, false, undefined]);
  });

  it('faults have a setting of their own, as those of the simulator mean nothing here', () => {
    expect(SESSION_SERVER.fault.setting).toBe('sessionFault');
  });
});
