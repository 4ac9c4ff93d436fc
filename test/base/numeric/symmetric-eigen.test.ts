import { expect, it } from 'vitest';
import { symmetricEigen } from '../../../src/base/numeric/symmetric-eigen.js';
import { RandomStream } from '../../../src/base/random/stream.js';

it.each([1, 2, 5, 25])('eigenvalues and vectors of a symmetric matrix of %i rows', (n) => {
  const stream = new RandomStream('eigen', n);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = stream.normal();
  }
  const { values, vectors } = symmetricEigen(a.slice(), n);
  values.forEach((value, k) => {
    expect(value).toBeLessThanOrEqual(values[k - 1] ?? Infinity);
    const v = vectors.subarray(k * n, (k + 1) * n);
    for (let i = 0; i < n; i++) {
      const product = v.reduce((sum, x, j) => sum + a[i * n + j]! * x, 0);
      expect(product).toBeCloseTo(value * v[i]!, 12);
    }
    for (let l = 0; l <= k; l++) {
      const w = vectors.subarray(l * n, (l + 1) * n);
      expect(v.reduce((sum, x, j) => sum + x * w[j]!, 0)).toBeCloseTo(l === k ? 1 : 0, 12);
    }
  });
});

it('of a matrix of zeros', () => {
  expect(symmetricEigen(new Float64Array(9), 3).values).toEqual(new Float64Array(3));
});
