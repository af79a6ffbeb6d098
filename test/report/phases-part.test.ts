import { describe, expect, it } from 'vitest';
import { phasesPart } from '../../src/report/phases-part.ts';
import { styleOf } from '../../src/report/style.ts';
import { passed, reached, refused } from '../support/result-samples.ts';

const style = styleOf({ colour: false, width: 80 });

describe('phasesPart', () => {
  it('has the failed attempts, the phases and the time in all', () => {
    const [attempts, table] = phasesPart(reached, style);
    expect(attempts?.replace('\n', ' ')).toMatch(/^attempt 1 failed in phase tcp .* until the next$/);
    expect(table?.split('\n')[0]).toBe('phase   status       time');
    expect(table).toMatch(/^tcp {5}✓ passed {2}0\.40 ms {2}10\.0\.0\.7:443$/m);
    expect(table?.split('\n').at(-1)).toBe('connected in 12.5 ms');
    for (const line of `${attempts}\n${table}`.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('marks the phase that failed, and has no time in all then', () => {
    const [table] = phasesPart(refused, style);
    expect(table).toMatch(/^tls {4}✗ FAILED {3}7\.50 ms {2}tls-untrusted: /m);
    expect(table).toMatch(/^http2 {2}- skipped .*not reached$/m);
    expect(table).not.toContain('connected in');
  });

  it('is for connect alone', () => {
    expect(phasesPart(passed, style)).toEqual([]);
    expect(phasesPart({ ...reached, connect: { attempts: [], ms: null, startupMs: null } }, style)).toEqual([]);
  });

  it('escapes what a peer said', () => {
    const attempts = refused.connect.attempts.map((attempt) => ({ ...attempt, message: 'a\u001b[31mb' }));
    const text = phasesPart({ ...refused, connect: { ...refused.connect, attempts } }, style).join('\n');
    expect(text).not.toContain('\u001b');
  });
});
