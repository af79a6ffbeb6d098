import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import { FAMILIES } from '../../src/base/result.ts';
import { parseFamilies, parseSeverities, parseTolerances } from '../../src/check/settings.ts';

/** The usage failure of an attempt. */
function refusal(attempt: () => unknown): Failure {
  try {
    attempt();
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
  }
  throw new Error('was not refused');
}

describe('parseFamilies', () => {
  it('reads names with commas between, and none', () => {
    expect(parseFamilies(FAMILIES.join(','))).toEqual(new Set(FAMILIES));
    expect(parseFamilies(' time , range ')).toEqual(new Set(['time', 'range']));
    expect(parseFamilies('none').size).toBe(0);
  });

  it('refuses an unknown name with the one that was meant', () => {
    const failure = refusal(() => parseFamilies('time,strcture'));
    expect(failure).toMatchObject({ code: 'usage', hint: 'did you mean structure?' });
    expect(refusal(() => parseFamilies('none,time')).code).toBe('usage');
    expect(refusal(() => parseFamilies(' ,')).code).toBe('usage');
  });
});

describe('parseSeverities', () => {
  it('reads RULE=LEVEL, the last one winning', () => {
    const severities = parseSeverities(['time.gap=warning', 'nonzero.twins = off', 'time.gap=error']);
    expect(Object.fromEntries(severities)).toEqual({ 'time.gap': 'error', 'nonzero.twins': 'off' });
  });

  it.each([
    ['time.gaps=off', 'did you mean time.gap'],
    ['time.gap=warn', 'did you mean warning'],
    ['time.gap', 'for example --severity nonzero.twins=off'],
    ['stream.status=off', 'make it a warning instead'],
    ['stream.stalled=off', ''],
    ['stream.first-frame=off', ''],
  ])('refuses %s', (text, hint) => {
    const failure = refusal(() => parseSeverities([text]));
    expect(failure.code).toBe('usage');
    expect(failure.hint).toContain(hint);
  });
});

describe('parseTolerances', () => {
  it('reads RULE=SHARE', () => {
    expect(Object.fromEntries(parseTolerances(['nonzero.sensor=2%', 'time.gap=0.5 %']))).toEqual({
      'nonzero.sensor': 0.02,
      'time.gap': 0.005,
    });
  });

  it.each(['stream.freeze=5%', 'time.rate=5%', 'time.gap=5', 'time.gap=101%', 'time.nothing=5%', 'time.gap'])(
    'refuses %s',
    (text) => {
      expect(refusal(() => parseTolerances([text])).code).toBe('usage');
    },
  );
});
