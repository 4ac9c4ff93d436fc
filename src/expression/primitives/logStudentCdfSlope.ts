import { logStudentCdfSlope as specialLogStudentCdfSlope } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import { binary } from '../primitive.js';

/** d/dnu of `logStudentCdf`. */
export const logStudentCdfSlope = binary({
  name: 'logStudentCdfSlope',
  apart: true,
  scalar: specialLogStudentCdfSlope,
  print: ([t, nu]) => call('log_student_cdf_slope', t!.text, nu!.text),
});
