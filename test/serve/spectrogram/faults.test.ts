import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../../src/serve/spectrogram/faults.ts';

function brief(script: string): unknown[] {
  return parseFaults(script).map(({ definition, from, to, arguments: given }) => [definition.name, from, to, given]);
}

describe('parseFaults', () => {
  it('reads one frame, a range, an open range and none', () => {
    expect(brief('nan@17, inf@3..5,zero@4..,late-first:6s')).toEqual([
      ['nan', 17, 17, {}],
      ['inf', 3, 5, {}],
      ['zero', 4, Infinity, {}],
      ['late-first', 0, Infinity, { for: 6000 }],
    ]);
    expect(parseFaults('')).toEqual([]);
  });

  it('takes @N of a lasting fault as from N on', () => {
    expect(brief('dead@5')).toEqual([['dead', 5, Infinity, {}]]);
    expect(brief('dead@5..7')).toEqual([['dead', 5, 7, {}]]);
    expect(brief('freeze-picture')).toEqual([['freeze-picture', 0, Infinity, {}]]);
  });

  it('reads arguments by name and in order', () => {
    expect(brief('dead@5..:sensor=7;value=-90.5')[0]).toEqual(['dead', 5, Infinity, { sensor: 7, value: -90.5 }]);
    expect(brief('nan@1:7:12')[0]).toEqual(['nan', 1, 1, { sensor: 7, bin: 12 }]);
    expect(brief('nan@1:7')[0]).toEqual(['nan', 1, 1, { sensor: 7 }]);
    expect(brief('stall@30:250ms')[0]).toEqual(['stall', 30, 30, { for: 250 }]);
    expect(brief('slow:0.5')[0]).toEqual(['slow', 0, Infinity, { factor: 0.5 }]);
    expect(brief('status@9:UNAVAILABLE:gone: for good')[0]).toEqual([
      'status',
      9,
      9,
      { code: 14, message: 'gone: for good' },
    ]);
    expect(brief('status@9:code=13;message=a=b')[0]).toEqual(['status', 9, 9, { code: 13, message: 'a=b' }]);
  });

  it('takes the one stream that has it, with other arguments or alone', () => {
    const streams = parseFaults(
      'nan@1,slow@0..:stream=1,hang@5:stream=0,slow:factor=0.1;stream=2,stall@3:2s;stream=4,status@9:5:a;b;stream=3',
    ).map(({ stream, arguments: given }) => [stream, given]);
    expect(streams).toEqual([
      [null, {}],
      [1, {}],
      [0, {}],
      [2, { factor: 0.1 }],
      [4, { for: 2000 }],
      [3, { code: 5, message: 'a;b' }],
    ]);
  });

  it.each([
    ['hang@3:stream=x', 'stream of the fault hang is the number of a stream, counted from 0, not x', null],
    ['nann@3', 'there is no fault nann', 'did you mean nan or hang?'],
    ['qqqqqqqqq@3', 'there is no fault qqqqqqqqq', expect.stringContaining('truncated-field') as string],
    ['nan', 'the fault nan needs a frame', 'for example nan@10'],
    ['nan@x', 'nan@x is no fault', expect.stringContaining('NAME@FRAME') as string],
    ['zero@9..3', 'the frames of zero@9..3 run backwards', null],
    ['stall@3', 'the fault stall needs its for', 'a duration such as 2s'],
    ['stall@3:soon', 'for of the fault stall is a duration such as 2s, not soon', null],
    ['nan@3:sensr=4', 'the fault nan takes no sensr', 'did you mean sensor?'],
    ['nan@3:colour=4', 'the fault nan takes no colour', 'it takes sensor, bin'],
    ['zero@3:4', 'the fault zero takes no arguments, not 4', null],
    ['zero@3:a=4', 'the fault zero takes no a', 'it takes no arguments'],
    ['slow:0', 'factor of the fault slow is a number above 0, not 0', null],
    ['status@3:OK', 'code of the fault status is a status such as UNAVAILABLE, not OK', null],
    ['nan@3:1.5', 'sensor of the fault nan is a whole number, not 1.5', null],
    ['spike@3:value=x', 'value of the fault spike is a number, not x', null],
    ['nan@3\u001b[2J', 'nan@3\\u001b[2J is no fault', expect.anything() as string],
  ])('refuses %s', (script, message, hint) => {
    expect(() => parseFaults(script)).toThrow(expect.objectContaining({ code: 'usage', message, hint }));
  });
});
