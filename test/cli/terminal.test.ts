import { describe, expect, it } from 'vitest';
import { layoutWidth, pipelineVariable, useColour } from '../../src/cli/terminal.ts';

const sink = (isTTY: boolean, columns = 100) => ({ isTTY, columns, write: () => Promise.resolve() });

describe('useColour', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
  ])('on a terminal (%s) with %j is %s', (isTTY, env, expected) => {
    expect(useColour(sink(isTTY), env)).toBe(expected);
  });
});

describe('layoutWidth', () => {
  it('follows the terminal within bounds and is 80 elsewhere', () => {
    expect([sink(true, 100), sink(true, 20), sink(true, 300), sink(false, 300)].map(layoutWidth)).toEqual([
      100, 60, 120, 80,
    ]);
  });
});

describe('pipelineVariable', () => {
  it('sees a pipeline by a variable that is set and not empty', () => {
    expect(pipelineVariable({ TF_BUILD: 'True' })).toBe('TF_BUILD');
    expect(pipelineVariable({ CI: '' })).toBeUndefined();
  });
});
