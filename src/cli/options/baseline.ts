import { text } from '../kinds.ts';
import type { Option, OptionTable } from '../option.ts';

/** What a bench is compared with, and what it leaves for later ones. */
export interface BaselineValues {
  readonly save: string | null;
  readonly baseline: string | null;
  readonly maxRegression: number;
}

export const BASELINE: OptionTable<BaselineValues> = {
  save: text('<file>', null, 'write the result document to this file, for a later --baseline'),
  baseline: text('<file>', null, 'compare with the bench of this file: medians over the repeats of both'),
  maxRegression: maxRegression(),
};

function maxRegression(): Option<number> {
  return {
    argument: '<share>',
    help: 'how much worse than the baseline a median may be',
    fallback: 0.2,
    takes: 'a share in percent such as 20%',
    parse: (value) => {
      const [, percent] = /^\s*(\d+(?:\.\d+)?)\s*%\s*$/.exec(value) ?? [];
      return percent === undefined || Number(percent) > 1000 ? undefined : Number(percent) / 100;
    },
    show: (value) => `${Number((100 * value).toFixed(6))}%`,
  };
}
