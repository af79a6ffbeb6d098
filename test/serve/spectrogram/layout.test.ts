import { expect, it } from 'vitest';
import { ELEMENTS, isInteger } from '../../../src/serve/spectrogram/layout.ts';

it('isInteger tells the whole-number elements', () => {
  expect(ELEMENTS.filter(isInteger)).toEqual(['uint8', 'int16', 'uint16', 'int32']);
});
