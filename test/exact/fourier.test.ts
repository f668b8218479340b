import { expect, test } from 'vitest';
import { realFourier } from '../../src/exact/fourier.ts';

const spectrumOf = (values: readonly number[]) => {
  const re = new Float64Array(values.length / 2 + 1);
  const im = new Float64Array(re.length);
  realFourier(values.length).forward(Float64Array.from(values), re, im);
  return { re, im };
};

test('the documented example holds', () => {
  const { re, im } = spectrumOf([1, 2, 3, 4]);
  [10, -2, -2].forEach((value, k) => expect(re[k]).toBeCloseTo(value, 14));
  [0, 2, 0].forEach((value, k) => expect(im[k]).toBeCloseTo(value, 14));
});

test('it is the sum that defines it, and goes back', () => {
  const values = Array.from({ length: 64 }, (_, j) => Math.cos(j * j));
  const { re, im } = spectrumOf(values);
  for (const k of [0, 1, 7, 31, 32]) {
    const angle = (j: number) => (-2 * Math.PI * j * k) / 64;
    expect(re[k]).toBeCloseTo(
      values.reduce((sum, value, j) => sum + value * Math.cos(angle(j)), 0),
      11,
    );
    expect(im[k]).toBeCloseTo(
      values.reduce((sum, value, j) => sum + value * Math.sin(angle(j)), 0),
      11,
    );
  }
  const back = new Float64Array(64);
  realFourier(64).inverse(re, im, back);
  back.forEach((value, j) => expect(value).toBeCloseTo(values[j], 13));
});

test('a length that is no power of two is refused', () => {
  expect(() => realFourier(6)).toThrow(RangeError);
  expect(() => realFourier(2)).toThrow(RangeError);
});
