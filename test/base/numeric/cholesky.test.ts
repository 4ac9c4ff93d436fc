import { expect, it } from 'vitest';
import {
  cholesky,
  inverse,
  logDeterminant,
  multiplyLower,
  multiplyUpper,
  solveLower,
  solveUpper,
} from '../../../src/base/numeric/cholesky.js';
import { RandomStream } from '../../../src/base/random/stream.js';

const product = (a: Float64Array, b: Float64Array, n: number) =>
  Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let total = 0;
    for (let k = 0; k < n; k++) total += a[i * n + k]! * b[k * n + j]!;
    return total;
  });
const transposed = (a: Float64Array, n: number) =>
  a.map((_, at) => a[(at % n) * n + Math.floor(at / n)]!);

it.each([1, 2, 7, 30])('factor, solution and inverse of a matrix of %i rows', (n) => {
  const stream = new RandomStream('cholesky', n);
  const root = Float64Array.from({ length: n * n }, () => stream.normal());
  const a = product(root, transposed(root, n), n).map((x, at) => (at % (n + 1) === 0 ? x + 1 : x));
  const factor = new Float64Array(n * n).fill(7);
  expect(cholesky(a, n, factor)).toBe(true);
  product(factor, transposed(factor, n), n).forEach((x, at) => expect(x).toBeCloseTo(a[at]!, 9));
  const inverted = new Float64Array(n * n).fill(7);
  inverse(factor, n, inverted);
  const identity = new Float64Array(n * n).map((_, at) => (at % (n + 1) === 0 ? 1 : 0));
  product(a, inverted, n).forEach((x, at) => expect(x).toBeCloseTo(identity[at]!, 8));
  solveLower(factor, n, identity, n);
  solveUpper(factor, n, identity, n);
  identity.forEach((x, at) => expect(x).toBeCloseTo(inverted[at]!, 9));
  const eigenproduct = factor.filter((_, at) => at % (n + 1) === 0).reduce((x, y) => x * y * y, 1);
  expect(logDeterminant(factor, n)).toBeCloseTo(Math.log(eigenproduct), 8);
});

it('a matrix that is not positive definite has no factor', () => {
  const factor = new Float64Array(4);
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2, factor)).toBe(false);
  expect(logDeterminant(factor, 2)).toBeNaN();
  expect(cholesky(Float64Array.of(NaN, 0, 0, 1), 2, factor)).toBe(false);
  expect(logDeterminant(factor, 2)).toBeNaN();
});

it.each([1, 2, 7, 30])('products with a factor of %i rows undo its solutions', (n) => {
  const stream = new RandomStream('products', n);
  const factor = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return i === j ? 2 + stream.uniform() : i > j ? stream.normal() / n : 0;
  });
  const x = Float64Array.from({ length: n }, () => stream.normal());
  const b = new Float64Array(n).fill(7);
  multiplyLower(factor, n, x, b);
  solveLower(factor, n, b);
  b.forEach((value, i) => expect(value).toBeCloseTo(x[i]!, 12));
  multiplyUpper(factor, n, x, b.fill(7));
  solveUpper(factor, n, b);
  b.forEach((value, i) => expect(value).toBeCloseTo(x[i]!, 12));
});

it('shows a matrix that is not positive definite at whichever pivot it is', () => {
  for (let at = 0; at < 9; at++) {
    const a = Float64Array.from({ length: 81 }, (_, k) => (k % 10 === 0 ? 1 : 0.05));
    a[at * 10] = -0.01;
    expect(cholesky(a, 9, new Float64Array(81))).toBe(false);
  }
});
