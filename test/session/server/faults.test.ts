import { describe, expect, it } from 'vitest';
import { FaultScript, parseSessionFaults } from '../../../src/session/server/faults.ts';
import { SESSION_FAULTS } from '../../../src/session/server/fault-table.ts';

describe('parseSessionFaults', () => {
  it('reads places, ranges and arguments', () => {
    expect(parseSessionFaults(' drop-ack@5, late-ping@2:700ms ,misroute@7..9,break@3..:ABORTED,')).toEqual([
      { name: 'drop-ack', unit: 'ack', from: 5, to: 5, argument: null },
      { name: 'late-ping', unit: 'ping', from: 2, to: 2, argument: 700 },
      { name: 'misroute', unit: 'command', from: 7, to: 9, argument: null },
      { name: 'break', unit: 'command', from: 3, to: Infinity, argument: 10 },
    ]);
    expect(parseSessionFaults('')).toEqual([]);
  });

  it.each(SESSION_FAULTS.map(({ name }) => name))('knows %s', (name) => {
    expect(parseSessionFaults(`${name}@1`)).toHaveLength(1);
  });

  it.each([
    ['drop-akc@5', 'drop-ack'],
    ['drop-ack', 'needs a number'],
    ['drop-ack@x', 'is no fault'],
    ['drop-ack@0', 'counts from 1'],
    ['drop-ack@5..3', 'counts from 1'],
    ['drop-ack@5:1s', 'takes nothing after a colon'],
    ['late-ping@5:soon', 'takes a time'],
    ['break@5:FINE', 'takes an error status'],
    ['break@5:OK', 'takes an error status'],
  ])('refuses %s', (script, words) => {
    expect(() => parseSessionFaults(script)).toThrow(expect.objectContaining({ code: 'usage' }));
    const told = (): string => {
      try {
        parseSessionFaults(script);
        return '';
      } catch (error) {
        const { message, hint } = error as { message: string; hint: string | null };
        return `${message} ${hint}`;
      }
    };
    expect(told()).toContain(words);
  });
});

describe('FaultScript', () => {
  it('counts each unit by itself and says what is due', () => {
    const script = new FaultScript(parseSessionFaults('drop-ack@2,drop-command@1..2,repeat-command@2'));
    const due = (unit: 'ack' | 'command' | 'ping'): string[] => [...script.next(unit).keys()];
    expect([due('ack'), due('ack'), due('ack')]).toEqual([[], ['drop-ack'], []]);
    expect([due('command'), due('command'), due('command')]).toEqual([
      ['drop-command'],
      ['drop-command', 'repeat-command'],
      [],
    ]);
    expect(due('ping')).toEqual([]);
  });
});
