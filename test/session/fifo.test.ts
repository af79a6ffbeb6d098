import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fifo } from '../../src/session/fifo.ts';

describe('Fifo', () => {
  it('gives out what an array would, whatever is done to it', () => {
    const step = fc.oneof(
      fc.integer().map((n) => ({ n })),
      fc.constant('shift' as const),
      fc.constant('clear' as const),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const fifo = new Fifo<number>();
        const model: number[] = [];
        for (const each of steps) {
          if (each === 'shift') expect(fifo.shift()).toBe(model.shift());
          else if (each === 'clear') {
            fifo.clear();
            model.length = 0;
          } else {
            fifo.push(each.n);
            model.push(each.n);
          }
          expect(fifo.size).toBe(model.length);
        }
      }),
    );
  });
});
