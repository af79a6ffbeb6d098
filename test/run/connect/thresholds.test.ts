import { describe, expect, it } from 'vitest';
import { judgeSlosOf } from '../../../src/measure/slo-judge.ts';
import { parseSlos } from '../../../src/measure/slo.ts';
import { CONNECT_METRICS } from '../../../src/run/connect/thresholds.ts';

const phases = { dnsMs: null, tcpMs: 1, tlsMs: 20, http2Ms: 3, headersMs: null, firstMessageMs: null };

function judge(text: string) {
  const slos = parseSlos([text], { command: 'connect' }, CONNECT_METRICS);
  return judgeSlosOf(CONNECT_METRICS, slos, [{ ms: 25, phases }], []);
}

describe('the thresholds of connect', () => {
  it('are connect<10s unless said otherwise', () => {
    expect(judge('')).toMatchObject([{ expression: 'connect<10s', status: 'passed', actual: 25, origin: 'default' }]);
    expect(judge('connect<20ms')).toMatchObject([{ expression: 'connect<20ms', status: 'failed' }]);
    expect(judge('none')).toEqual([]);
  });

  it.each([
    ['tls<10ms', 'failed', 20],
    ['tcp<10ms', 'passed', 1],
    ['http2<10ms', 'passed', 3],
    ['dns<10ms', 'skipped', null],
  ])('judge a phase: %s is %s', (text, status, actual) => {
    expect(judge(`none,${text}`)).toMatchObject([{ status, actual }]);
  });

  it('know no metric of a stream', () => {
    expect(() => judge('fps>5')).toThrow(/unknown metric "fps"/);
  });
});
