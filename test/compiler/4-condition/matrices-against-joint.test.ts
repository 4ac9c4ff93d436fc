import { describe } from 'vitest';
import { testClosedForms, type ClosedForms } from './closed-forms.js';

const X3 = [
  [1, 0.5, -0.2],
  [-0.3, 0.4, 0.9],
  [2, 1.1, 0],
];
const S3 = [
  [3, 0.5, 0],
  [0.5, 2, -0.4],
  [0, -0.4, 1],
];

const CLOSED: readonly ClosedForms[] = [
  {
    title: 'a covariance of rows and of groups, scaled by data and by an unknown',
    text: `data { y: real[n, K]  S: real[K, K]  t: positive }
      mu[K] ~ normal(0, 3)  v ~ inv_gamma(2, 1)
      C[K, K] ~ inv_wishart(K + 1, v * S)
      b[2, K] ~ multi_normal(mu, t * C)
      observe y ~ multi_normal(b[1], C)`,
    data: { y: X3, S: S3, t: 2, K: 3, n: 3 },
    families: { C: 'inv_wishart' },
  },
  {
    title: 'a precision, in a factor given a covariance and in one given a precision',
    text: `data { y: real[n, K]  S: real[K, K] }
      P[K, K] ~ wishart(7, S)
      b[K] ~ multi_normal(0, inverse_spd(P))  c[2, K] ~ multi_normal(b, precision = 3 * P)
      observe y ~ multi_normal(b, precision = P)`,
    data: { y: X3, S: S3, K: 3, n: 3 },
    families: { P: 'wishart' },
  },
  {
    title: 'a covariance for each group, one of them gathered',
    text: `data { y: real[n, K]  S: real[K, K] }
      C[2, K, K] ~ inv_wishart(5, S)
      b[2, K] ~ multi_normal(0, C)
      observe y ~ multi_normal(b[1], C[2])`,
    data: { y: X3, S: S3, K: 3, n: 3 },
    families: { C: 'inv_wishart' },
  },
  {
    title: 'a scale matrix that is a Wishart itself, and one with unknown scales on its diagonal',
    text: `data { y: real[n, K]  S: real[K, K] }
      W[K, K] ~ wishart(5, S)  C[K, K] ~ inv_wishart(6, W)
      a[K] ~ inv_gamma(0.5, 1)  D[K, K] ~ inv_wishart(4, 2 * diag(1 / a))
      b[K] ~ multi_normal(0, D)
      observe y ~ multi_normal(b, C)`,
    data: { y: X3, S: S3, K: 3, n: 3 },
    families: { W: 'wishart', C: 'inv_wishart', a: 'inv_gamma', D: 'inv_wishart' },
  },
];

describe.each(CLOSED)('$title', testClosedForms);
