import { logStudentCdf as specialLogStudentCdf } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import { binary } from '../primitive.js';

/** Log of the distribution function of a standard Student t at t, with nu degrees of freedom. */
export const logStudentCdf = binary({
  name: 'logStudentCdf',
  singular: true,
  apart: true,
  scalar: specialLogStudentCdf,
  vjp(g, t, nu, y, k) {
    const half = k.mul(k.constant(0.5), nu);
    const power = k.add(half, k.constant(0.5));
    const root = k.mul(k.constant(0.5), k.log(k.mul(k.constant(Math.PI), nu)));
    const level = k.sub(k.lgamma(power), k.add(k.lgamma(half), root));
    const density = k.sub(level, k.mul(power, k.log1p(k.div(k.square(t), nu))));
    return [k.mul(g, k.exp(k.sub(density, y))), k.mul(g, k.logStudentCdfSlope(t, nu))];
  },
  print: ([t, nu]) => call('log_student_cdf', t!.text, nu!.text),
});
