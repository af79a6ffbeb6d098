import type { Picture } from './plan.ts';

/** Every `step`th of the bins of a picture from `first` on, `bins` of them. */
export function binsOf(
  picture: Picture,
  { first, step, bins }: { first: number; step: number; bins: number },
): Picture {
  if (first === 0 && step === 1 && bins === picture.bins) return picture;
  const whole = new Float32Array(picture.sensors * picture.bins);
  return {
    ...picture,
    bins,
    row: (index, into, offset) => {
      picture.row(index, whole, 0);
      for (let sensor = 0; sensor < picture.sensors; sensor += 1) {
        const from = sensor * picture.bins + first;
        for (let bin = 0; bin < bins; bin += 1) into[offset + sensor * bins + bin] = whole[from + bin * step]!;
      }
    },
  };
}

/** The first rows of a picture. */
export function firstRows(picture: Picture, rows: number): Picture {
  return rows >= picture.rows ? picture : { ...picture, rows };
}
