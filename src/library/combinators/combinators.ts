/** What makes one distribution of others, as its reference tells it. */
export interface Combinator {
  readonly name: string;
  readonly doc: string;
  readonly source: string;
  /** A call in each of its forms, with what it means. */
  readonly forms: readonly (readonly [call: string, meaning: string])[];
}

export const combinators: readonly Combinator[] = [
  {
    name: 'truncated',
    doc: 'A distribution given that the value lies between bounds, which belong to it. The bounds may be numbers, data or unknowns; of a discrete distribution without a distribution function in closed form, numbers or data.',
    source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, 1.1',
    forms: [
      ['truncated(normal(0, 1), lower = 0)', 'normal, above 0'],
      ['truncated(poisson(rate), lower = 1)', 'counts without zeros'],
      ['truncated(cauchy(0, 1), lower = a, upper = b)', 'between two bounds'],
    ],
  },
  {
    name: 'mixture',
    doc: 'One of several distributions, which one not known. The density is the weighted sum of theirs, by log-sum-exp: no indicator is sampled. Weights are a chance, that of the first of two, or a vector with one weight a component, which count relative to their sum.',
    source:
      'McLachlan and Peel (2000), Finite Mixture Models, ch. 1; of zero inflation Lambert (1992), Technometrics 34(1), 1-14',
    forms: [
      ['mixture(theta, normal(a, 1), normal(b, 1))', 'the first with chance theta'],
      ['mixture(w, normal(a, 1), normal(b, 1), cauchy(0, 5))', 'weights in a vector of 3'],
      ['mixture(p, degenerate(0), poisson(rate))', 'zero inflation: more zeros by p'],
    ],
  },
];
