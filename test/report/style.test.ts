import { describe, expect, it } from 'vitest';
import { outcomeColour, statusMark, styleOf } from '../../src/report/style.ts';

const plain = styleOf({ colour: false, width: 80 });
const coloured = styleOf({ colour: true, width: 80 });
const STATUSES = ['passed', 'failed', 'warned', 'inconclusive', 'skipped'] as const;

describe('statusMark', () => {
  it('tells statuses apart without colour', () => {
    expect(STATUSES.map((status) => statusMark(status, plain))).toEqual([
      '✓ passed',
      '✗ FAILED',
      '! warned',
      '? inconclusive',
      '- skipped',
    ]);
  });

  it('colours them when asked to', () => {
    const codes = STATUSES.map((status) => statusMark(status, coloured).slice(0, 5));
    expect(codes).toEqual(['\u001b[32m', '\u001b[31m', '\u001b[33m', '\u001b[33m', '\u001b[2m-']);
  });
});

describe('outcomeColour', () => {
  it('is green only for what passed', () => {
    expect(outcomeColour('passed', coloured)('x')).toBe('\u001b[32mx\u001b[39m');
    expect(outcomeColour('interrupted', coloured)('x')).toBe('\u001b[33mx\u001b[39m');
    for (const outcome of ['failed', 'broken', 'errored'] as const) {
      expect(outcomeColour(outcome, coloured)('x')).toBe('\u001b[31mx\u001b[39m');
    }
  });
});

describe('styleOf', () => {
  it('takes no width below 40', () => {
    expect(styleOf({ colour: false, width: 3 }).width).toBe(40);
    expect(styleOf({ colour: false, width: 99.9 }).width).toBe(99);
  });
});
