import { check, type Case } from './case.js';

/** Distributions made of others, recursions, and fields with missing cells. */
export const COMBINED: Readonly<Record<string, Case>> = {
  BNN0290: check(
    'data { y: real[n] }\nmu ~ truncated(flat(), lower = 0)\nobserve y ~ normal(mu, 1)\n',
  ),
  BNN0291: check('data { y: real[n] }\nm = scan(1, y)\nobserve y ~ normal(m, 1)\n'),
  BNN0292: check('data { y: real[n] }\nm = lag(y, 1)\nobserve y ~ normal(m, 1)\n'),
  BNN0293: check('data { s: simplex[n, K] missing }\na ~ gamma(2, 1)\nobserve s ~ dirichlet(a)\n'),
  BNN0294: check(
    'data { y: real[n]  x: real[n] missing }\nb ~ normal(0, 1)\nobserve y ~ normal(b * x, 1)\n',
  ),
  BNN0299: check(
    'data { y: real[n] }\nmu ~ censored(normal(0, 1), right = 1)\nobserve y ~ normal(mu, 1)\n',
  ),
};

export const COMBINED_WITH_DATA: Readonly<Record<string, Case>> = {
  BNN0350: {
    files: {
      'm.bnn':
        'data { y: count[n] }\nc ~ gamma(2, 1)\nobserve y ~ truncated(beta_binomial(9, 2, 3), upper = 5 + c)\n',
      'data.json': '{ "y": [1, 2] }',
    },
    argv: ['plan', 'm.bnn', '--data', 'data.json'],
  },
  BNN0351: {
    files: {
      'm.bnn':
        'data { y: real[n] missing }\nb ~ normal(0, 1)\nobserve y ~ normal(b * lag(y, 1, 0), 1)\n',
      'data.csv': 'y\n1\nNA\n2\n',
    },
    argv: ['plan', 'm.bnn', '--data', 'data.csv'],
  },
  BNN0353: {
    files: {
      'm.bnn':
        'data { g: index[n] of G missing  y: real[n] }\na[G] ~ normal(0, 1)\ntheta[4] ~ dirichlet(1)\nobserve g ~ categorical(probs = theta)\nobserve y ~ normal(a[g], 1)\n',
      'data.csv': 'g,y\na,1\nNA,2\nb,3\n',
    },
    argv: ['plan', 'm.bnn', '--data', 'data.csv'],
  },
  BNN0354: {
    files: {
      'm.bnn': 'data { y: real[n] }\nk ~ uniform(0, 3)\nobserve y ~ uniform(0, k)\n',
      'data.csv': 'y\n1.5\n4.2\n0.7\n',
    },
    argv: ['plan', 'm.bnn', '--data', 'data.csv'],
  },
};
