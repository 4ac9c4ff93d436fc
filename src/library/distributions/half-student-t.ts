import { drawStudent } from '../../base/random/variates.js';
import {
  add,
  constant,
  div,
  exp,
  lessThan,
  lgamma,
  mul,
  select,
  sqrt,
  sub,
  logStudentCdf,
  neg,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';
import { studentDensity } from '../terms.js';

const HALF = constant(0.5);
const ONE = constant(1);

export const halfStudentT = declare({
  name: 'half_student_t',
  doc: 'Absolute value of a Student t with location 0.',
  source: 'Gelman (2006), Bayesian Analysis 1(3), 515-534',
  parameters: {
    nu: { support: 'positive', doc: 'degrees of freedom' },
    sigma: { support: 'positive', doc: 'scale' },
  },
  closed: true,
  support: () => POSITIVE,
  logDensity: (x, { nu, sigma }) =>
    add(studentDensity(div(x, sigma), nu, sigma), constant(Math.LN2)),
  logSurvival: (x, { nu, sigma }) => add(logStudentCdf(neg(div(x, sigma)), nu), constant(Math.LN2)),
  mean({ nu, sigma }) {
    const half = mul(HALF, nu);
    const gammas = exp(sub(lgamma(add(half, HALF)), lgamma(half)));
    const root = sqrt(div(nu, constant(Math.PI)));
    const mean = div(mul(mul(constant(2), sigma), mul(root, gammas)), sub(nu, ONE));
    return select(lessThan(ONE, nu), mean, constant(Infinity));
  },
  sample: (stream, { nu, sigma }) => sigma * Math.abs(drawStudent(stream, nu)),
});
