import { complementOf, type LogAndSlope } from './continued-fraction.js';
import { logBetaI, logBetaISlopeA, logBetaScale } from './incomplete-beta.js';

/** Log of the distribution function of a standard Student t with nu degrees of freedom. */
export function logStudentCdf(t: number, nu: number): number {
  return studentTail(t, nu).log;
}

/** d/dnu of it. */
export function logStudentCdfSlope(t: number, nu: number): number {
  return studentTail(t, nu).slope;
}

/** By the incomplete beta function; Abramowitz and Stegun 26.7.1. */
function studentTail(t: number, nu: number): LogAndSlope {
  if (t === 0) return { log: -Math.LN2, slope: 0 };
  const logit = Math.log(nu) - 2 * Math.log(Math.abs(t));
  const half = nu / 2;
  const log = logBetaI(half, 0.5, logit);
  const byLogit = Math.exp(logBetaScale(half, 0.5, logit) - log);
  const slope = logBetaISlopeA(half, 0.5, logit) / 2 + byLogit / nu;
  const tail = { log: log - Math.LN2, slope: log === -Infinity ? 0 : slope };
  return t < 0 ? tail : complementOf(tail);
}
