import { describe, expect, it } from 'vitest';
import { readCallWords } from '../../../src/cli/commands/call-words.ts';

describe('readCallWords', () => {
  it.each([
    [['a:1', 'pkg.Service/Method'], 'a:1'],
    [['pkg.Service/Method', 'a:1'], 'a:1'],
    [['pkg.Service/Method'], undefined],
    [['/pkg.Service/Method'], undefined],
    [['dns:///name:1', 'pkg.Service/Method'], 'dns:///name:1'],
    [['unix:/run/x.sock', 'pkg.Service/Method'], 'unix:/run/x.sock'],
    [['http://a:1/', 'pkg.Service/Method'], 'http://a:1/'],
    [['', 'pkg.Service/Method'], ''],
  ])('tells target and method apart in %j', (words, target) => {
    expect(readCallWords(words)).toEqual({ target, method: 'pkg.Service/Method' });
  });

  it('takes services without a package', () => {
    expect(readCallWords(['Service/Method']).method).toBe('Service/Method');
  });

  it.each([
    [[], 'which method?', /the form is/],
    [['a:1'], 'which method?', /the form is/],
    [['a:1', 'pkg.Service.Method'], 'pkg.Service.Method is no method', /pkg\.Service\/Method/],
    [['a:1', 'shop.v1.Orders'], 'shop.v1.Orders is no method', /or shop\.v1\.Orders\/Method if that is a service/],
    [['a.B/C', 'a.B/D'], 'two methods were given, a.B/C and a.B/D', /a\.B\/C is no target/],
    [['a:1', 'a.B/C', 'a.B/D'], 'two methods were given', /give one method/],
    [['a:1', 'b:2', 'a.B/C'], 'two targets were given, a:1 and b:2', /the form is/],
  ])('refuses %j', (words, message, hint) => {
    expect(() => readCallWords(words)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: expect.stringContaining(message) as string,
        hint: expect.stringMatching(hint) as string,
      }),
    );
  });
});
