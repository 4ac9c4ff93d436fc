import { drawStudent } from '../../base/random/variates.js';
import {
  constant,
  div,
  lessThan,
  mul,
  select,
  sqrt,
  square,
  sub,
  logStudentCdf,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { REAL } from '../support.js';
import { studentDensity } from '../terms.js';
import { invGamma } from './inv-gamma.js';
import { normal } from './normal.js';

export const studentT = declare({
  name: 'student_t',
  doc: 'Student t with a location and a scale; heavier tails than a normal for small nu.',
  source: 'Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 28',
  parameters: {
    nu: { support: 'positive', doc: 'degrees of freedom' },
    mu: { support: 'real', doc: 'location' },
    sigma: { support: 'positive', doc: 'scale' },
  },
  standardised: ['mu', 'sigma'],
  mixture: {
    words: 'x | v ~ normal(mu, var = v), v ~ inv_gamma(nu / 2, nu sigma^2 / 2)',
    source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 17.2',
    mixing({ nu, sigma }) {
      const half = mul(constant(0.5), nu);
      return { distribution: invGamma, parameters: [half, mul(half, square(sigma))] };
    },
    given: (v, { mu }) => ({ distribution: normal, parameters: [mu, sqrt(v)] }),
  },
  support: () => REAL,
  logDensity: (x, { nu, mu, sigma }) => studentDensity(div(sub(x, mu), sigma), nu, sigma),
  logCdf: (x, { nu, mu, sigma }) => logStudentCdf(div(sub(x, mu), sigma), nu),
  logSurvival: (x, { nu, mu, sigma }) => logStudentCdf(div(sub(mu, x), sigma), nu),
  mean: ({ nu, mu }) => select(lessThan(constant(1), nu), mu, constant(NaN)),
  sample: (stream, { nu, mu, sigma }) => mu + sigma * drawStudent(stream, nu),
});
