import { expect, it } from 'vitest';
import { thrownCode, thrownText } from '../../src/wire/thrown.ts';

it('reads anything thrown', () => {
  expect([thrownText(new Error('a')), thrownText('b'), thrownText(undefined)]).toEqual(['a', 'b', 'undefined']);
  const coded = Object.assign(new Error('a'), { code: 'ENOENT' });
  const odd = Object.assign(new Error('a'), { code: 7 });
  expect([coded, odd, new Error('a'), 'b', null].map(thrownCode)).toEqual(['ENOENT', '', '', '', '']);
});
