import { describe, expect, it } from 'vitest';
import { ownArguments, shellCommands } from './shell-words.ts';

describe('shellCommands', () => {
  it('takes quotes off and keeps what is inside, also in the middle of a word', () => {
    expect(shellCommands(`a 'b c' --slo='x<1' "d e" ''`)).toEqual([['a', 'b c', '--slo=x<1', 'd e', '']]);
  });

  it('joins lines that end in a backslash', () => {
    expect(shellCommands('a \\\n  b\nc')).toEqual([['a', 'b'], ['c']]);
  });

  it('leaves comments out and keeps a hash inside a word', () => {
    expect(shellCommands('# all of it\na b#c # rest')).toEqual([['a', 'b#c']]);
  });

  it('ends a command at an operator', () => {
    expect(shellCommands('a && b || c & d > e')).toEqual([['a'], ['b'], ['c'], ['d'], ['e']]);
  });

  it('refuses a quote that is never closed', () => {
    expect(() => shellCommands("a 'b")).toThrow('never closed');
  });
});

describe('ownArguments', () => {
  it('finds the tool behind npx, exec and env', () => {
    expect(ownArguments(['grpc-validate', 'stream'])).toEqual(['stream']);
    expect(ownArguments(['npx', 'grpc-validate', 'stream'])).toEqual(['stream']);
    expect(ownArguments(['env', '-u', 'X', 'npx', 'grpc-validate', 'stream'])).toEqual(['stream']);
    expect(ownArguments(['exec', 'grpc-validate', 'stream'])).toEqual(['stream']);
  });

  it('finds nothing in other commands', () => {
    expect(ownArguments(['npm', 'install', 'grpc-validate'])).toBeNull();
    expect(ownArguments([])).toBeNull();
  });
});
