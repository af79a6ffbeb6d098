import { describe, expect, it } from 'vitest';
import { mutationPart } from '../../src/report/fixture-mutation-part.ts';
import { styleOf } from '../../src/report/style.ts';
import { mutated } from '../support/fixture-results.ts';

const style = styleOf({ colour: false, width: 100 });

describe('mutationPart', () => {
  it('names every survivor, and what made no mutants by reason', () => {
    expect(mutationPart(mutated.fixtures!.mutation!, style)).toEqual([
      '12 mutants: 11 killed, 1 survived\n  - bidi/count.json: request.stream[0].number: 1 -> 7920',
      'no mutants were made of 4 parts:\n  - prose (4): a description, b description, ...',
    ]);
  });

  it('is one line when all were killed', () => {
    expect(mutationPart({ mutants: 1, killed: 1, survivors: [], leftOut: [] }, style)).toEqual([
      '1 mutant: 1 killed, 0 survived',
    ]);
  });
});
