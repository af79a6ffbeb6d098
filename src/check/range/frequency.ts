import type { Expectation } from '../../base/expectation.ts';
import { plural } from '../../base/text.ts';
import type { Rule } from '../rule.ts';
import { fromFact, number } from '../words.ts';

export const frequency: Rule = {
  id: 'range.frequency',
  family: 'range',
  severity: 'error',
  unit: 'stream',
  summary:
    'The frequency axis is not ascending, negative, above PRR/2, outside the requested range, or of another length.',
  start({ tally, shared, expectation }) {
    const axis = expectation.frequencies;
    let bins: number | null = null;
    return {
      frame(frame, { absent }) {
        if (!absent && shared.hasSensors) bins ??= frame.sensors.count[0] as number;
      },
      end() {
        if (!axis) return;
        tally.examine();
        const flaws = findFlaws(axis.value, expectation, bins);
        const [first] = flaws;
        if (!first) return;
        tally.violate(null, () => ({
          ...shared.places.stream(),
          ...(first.bin === undefined ? {} : { bin: first.bin }),
          ...(first.bin === undefined ? {} : { hz: axis.value[first.bin] as number }),
          expected: first.expected,
          actual: first.actual,
          message: `${first.message}${flaws.length > 1 ? `; ${plural(flaws.length - 1, 'more fault')} of the axis` : ''}`,
        }));
      },
      skipped: () => 'the frequency axis is unknown (frequencies_list)',
    };
  },
};

interface Flaw {
  readonly bin?: number;
  readonly expected: string;
  readonly actual: string;
  readonly message: string;
}

/** Each part is left out where its fact is unknown. */
function findFlaws(axis: readonly number[], facts: Expectation, bins: number | null): Flaw[] {
  const half = facts.prr ? facts.prr.value / 2 : Infinity;
  const range = facts.frequencyRange;
  const width = binWidth(axis, facts);
  const low = range && width !== null ? range.value.min - width : -Infinity;
  const high = range && width !== null ? range.value.max + width : Infinity;
  const flaws: (Flaw | null)[] = [
    at(
      axis,
      (hz, bin) => bin > 0 && !(hz > (axis[bin - 1] as number)),
      (bin) => ({
        expected: `above ${hertz(axis[bin - 1] as number)}`,
        message: 'the frequency axis does not ascend',
      }),
    ),
    at(
      axis,
      (hz) => !(hz >= 0),
      () => ({ expected: '>= 0 Hz', message: 'a frequency is negative' }),
    ),
    at(
      axis,
      (hz) => hz > half * (1 + 1e-9),
      () => ({
        expected: `<= ${hertz(half)} (PRR/2)`,
        message: 'a frequency lies above PRR/2',
      }),
    ),
    at(
      axis,
      (hz) => hz < low || hz > high,
      () => ({
        expected: range ? fromFact(range, ({ min, max }) => `${number(min)}..${hertz(max)}`) : '',
        message: 'a frequency lies more than one bin outside the requested range',
      }),
    ),
  ];
  if (bins !== null && bins !== axis.length) {
    flaws.push({
      expected: `${bins} (values of a sensor)`,
      actual: String(axis.length),
      message: `the frequency axis has ${plural(axis.length, 'entry', 'entries')} for ${plural(bins, 'bin')}`,
    });
  }
  return flaws.filter((flaw) => flaw !== null);
}

function at(
  axis: readonly number[],
  isWrong: (hz: number, bin: number) => boolean,
  tell: (bin: number) => Pick<Flaw, 'expected' | 'message'>,
): Flaw | null {
  const bin = axis.findIndex(isWrong);
  return bin === -1 ? null : { bin, actual: hertz(axis[bin] as number), ...tell(bin) };
}

/** Width of a bin, Hz: PRR/NFFT, else the mean distance on the axis; null when neither can be had. */
function binWidth(axis: readonly number[], { prr, nfft }: Expectation): number | null {
  const mean = axis.length > 1 ? Math.abs((axis.at(-1) as number) - (axis[0] as number)) / (axis.length - 1) : null;
  const formula = prr && nfft ? prr.value / nfft.value : null;
  return mean === null ? formula : Math.max(mean, formula ?? 0);
}

function hertz(hz: number): string {
  return `${number(hz)} Hz`;
}
