/** In-place radix-2 FFT of complex numbers given as two arrays; `size` is a power of two. X[k] = sum x[n] exp(-2 pi i k n / size). */
export function createFft(size: number): (re: Float64Array, im: Float64Array) => void {
  if (size < 1 || !Number.isInteger(Math.log2(size))) throw new RangeError(`${size} is no power of two`);
  const cos = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
  const sin = Float64Array.from({ length: size / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / size));
  const swap = bitReversed(size);

  return (re, im) => {
    for (let i = 0; i < size; i += 1) {
      const j = swap[i]!;
      if (j > i) {
        [re[i], re[j]] = [re[j]!, re[i]!];
        [im[i], im[j]] = [im[j]!, im[i]!];
      }
    }
    for (let half = 1; half < size; half *= 2) {
      const step = size / (2 * half);
      for (let begin = 0; begin < size; begin += 2 * half) {
        for (let k = 0; k < half; k += 1) butterfly(re, im, begin + k, half, cos[k * step]!, sin[k * step]!);
      }
    }
  };
}

function butterfly(re: Float64Array, im: Float64Array, at: number, half: number, c: number, s: number): void {
  const other = at + half;
  const oddRe = re[other]! * c - im[other]! * s;
  const oddIm = re[other]! * s + im[other]! * c;
  re[other] = re[at]! - oddRe;
  im[other] = im[at]! - oddIm;
  re[at] = re[at]! + oddRe;
  im[at] = im[at]! + oddIm;
}

function bitReversed(size: number): Uint32Array {
  const out = new Uint32Array(size);
  for (let i = 1; i < size; i += 1) out[i] = (out[i >> 1]! >> 1) | (i & 1 ? size >> 1 : 0);
  return out;
}
