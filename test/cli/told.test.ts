import { describe, expect, it } from 'vitest';
import { Failure, usage } from '../../src/base/failure.ts';
import { told } from '../../src/cli/told.ts';

const failing =
  (origin: string | null, thrown: unknown = usage('no rule x', 'try y')) =>
  () =>
    told({ flag: '--severity', origin }, () => {
      throw thrown;
    });

describe('told', () => {
  it('hands on what was read', () => {
    expect(told({ flag: '--slo', origin: null }, () => 5)).toBe(5);
  });

  it.each([
    ['c.yaml:3', 'c.yaml:3: no rule x'],
    ['GRPC_VALIDATE_SEVERITY', 'GRPC_VALIDATE_SEVERITY: no rule x'],
    ['--severity', '--severity: no rule x'],
    [null, 'no rule x'],
  ])('names %s as the place of a mistake, and keeps the hint', (origin, message) => {
    expect(failing(origin)).toThrow(expect.objectContaining({ message, hint: 'try y', code: 'usage' }));
  });

  it('says the place once', () => {
    expect(failing('--severity', usage('--severity takes RULE=VALUE'))).toThrow(/^--severity takes RULE=VALUE$/);
  });

  it('leaves bugs and what is no matter of words alone', () => {
    expect(failing('c.yaml:3', new TypeError('x'))).toThrow(new TypeError('x'));
    expect(failing('c.yaml:3', new Failure('dns', 'x'))).toThrow(/^x$/);
  });
});
