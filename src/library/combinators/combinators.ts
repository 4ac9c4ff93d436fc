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
    name: 'censored',
    doc: 'A distribution of values of which the data have some only in part. Each condition is a column, or an expression of columns: where `right` is 1 the value is above the one observed, where `left` is 1 at most that, and where `until` is above the one observed, between the two. The likelihood there is the mass of all values that remain; draws are of the values themselves. Only what is observed can be censored.',
    source:
      'Klein and Moeschberger (2003), Survival Analysis, 2nd ed., 3.5; of limits Tobin (1958), Econometrica 26(1), 24-36',
    forms: [
      ['censored(weibull(k, s), right = alive)', 'survival times, of which some had not ended'],
      ['censored(normal(mu, s), left = y <= 0)', 'a limit below which nothing is measured: Tobit'],
      [
        'censored(lognormal(mu, s), until = last)',
        'between y and last, known where they are equal',
      ],
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
  {
    name: 'from_run',
    doc: 'What an earlier run has learned of one quantity, as a prior: a normal law fitted to its draws on the unconstrained scale of the set it lies in, with one covariance of all elements where they are at most 100, shrunk as far as the draws are too few for it, and else with a mean and an sd of each. Of real numbers it is normal or multi_normal, and closed forms are those of these. A model gives the run a name that `--run pilot=runs/a` binds to its directory; in `--prior` the directory may stand itself. The quantity must have the shape that the run has. The numbers fitted are kept with the run that uses them.',
    source:
      'Stan Reference Manual, "Constraint transforms"; of the covariance Schäfer and Strimmer (2005), Statistical Applications in Genetics and Molecular Biology 4(1), 32, target D',
    forms: [
      ['from_run(pilot, beta)', 'beta of the run that --run calls pilot'],
      ['from_run("runs/a", f.hidden.weight)', 'in --prior, a layer of the network of a run'],
    ],
  },
];
