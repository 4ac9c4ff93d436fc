import { expect, it } from 'vitest';
import {
  decimalsOf,
  formatCount,
  formatNumber,
  formatSignificant,
} from '../../src/report/number.js';

it.each([
  [0.032, 2],
  [0.1, 1],
  [0.99, 1],
  [3, 0],
  [250, 0],
])('an error of %d supports %i decimals', (error, decimals) => {
  expect(decimalsOf(error)).toBe(decimals);
});

it.each([
  [4.4267, 2, '4.43'],
  [-0.004, 2, '0.00'],
  [-0.2, 0, '0'],
  [1234.5, 0, '1235'],
  [1.5e9, 0, '1.50e+9'],
  [0.00001234, 7, '0.0000123'],
  [1.234e-9, 11, '1.23e-9'],
  [NaN, 2, '-'],
  [-Infinity, 2, '-Infinity'],
])('writes %d with %i decimals as %s', (value, decimals, text) => {
  expect(formatNumber(value, decimals)).toBe(text);
});

it.each([
  [0, 3, '0'],
  [123.456, 3, '123'],
  [0.0123456, 3, '0.0123'],
  [1e-9, 2, '1.0e-9'],
  [NaN, 2, '-'],
])('writes %d to %i significant digits as %s', (value, digits, text) => {
  expect(formatSignificant(value, digits)).toBe(text);
});

it('writes counts whole', () => {
  expect([formatCount(3121.4), formatCount(NaN)]).toEqual(['3121', '-']);
});
