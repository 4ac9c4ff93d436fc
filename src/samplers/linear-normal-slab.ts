import { InvariantError } from '../base/diagnostic.js';
import { logNormalCdf } from '../base/numeric/special.js';
import type { RandomStream } from '../base/random/stream.js';
import { drawPositiveNormal } from '../base/random/truncated.js';

/**
 * Closed forms of a slab about 0 where the log likelihood is linear w - quadratic w^2 / 2 in a weight, as under a
 * linear model with normal errors: linear = x' r / var and quadratic = x' x / var, r the residuals without the weight.
 */
interface Slab {
  /** Log of the likelihood averaged over the slab, over that at 0. */
  logBayesFactor(linear: number, quadratic: number, scale: number): number;
  draw(stream: RandomStream, linear: number, quadratic: number, scale: number): number;
}

/** normal(0, scale) */
const NORMAL_SLAB: Slab = {
  logBayesFactor(linear, quadratic, scale) {
    const precision = quadratic + 1 / (scale * scale);
    return (linear * linear) / precision / 2 - Math.log(scale * Math.sqrt(precision));
  },
  draw(stream, linear, quadratic, scale) {
    const precision = quadratic + 1 / (scale * scale);
    return linear / precision + stream.normal() / Math.sqrt(precision);
  },
};

/** laplace(0, scale): a normal cut at 0 on either side. */
const LAPLACE_SLAB: Slab = {
  logBayesFactor(linear, quadratic, scale) {
    if (quadratic === 0) return tiltedLaplace(linear, scale).logBayesFactor;
    const sd = 1 / Math.sqrt(quadratic);
    const positive = logHalf((linear - 1 / scale) * sd);
    const negative = logHalf((-linear - 1 / scale) * sd);
    const most = Math.max(positive, negative);
    const total = most + Math.log1p(Math.exp(Math.min(positive, negative) - most));
    return total + Math.log(sd / scale / 2);
  },
  draw(stream, linear, quadratic, scale) {
    if (quadratic === 0) return tiltedLaplace(linear, scale).draw(stream);
    const sd = 1 / Math.sqrt(quadratic);
    const positive = logHalf((linear - 1 / scale) * sd);
    const negative = logHalf((-linear - 1 / scale) * sd);
    const sign = stream.uniform() * (1 + Math.exp(negative - positive)) < 1 ? 1 : -1;
    return sign * drawPositiveNormal(stream, (sign * linear - 1 / scale) * sd * sd, sd);
  },
};

/** The same of a slab about another centre. */
interface CentredSlab {
  logBayesFactor(linear: number, quadratic: number, scale: number, centre: number): number;
  draw(
    stream: RandomStream,
    linear: number,
    quadratic: number,
    scale: number,
    centre: number,
  ): number;
}

/** Seen from its centre a slab is one about 0, against a log likelihood of the same curvature. */
function centred(slab: Slab): CentredSlab {
  return {
    logBayesFactor: (linear, quadratic, scale, centre) =>
      slab.logBayesFactor(linear - quadratic * centre, quadratic, scale) +
      centre * (linear - (quadratic * centre) / 2),
    draw: (stream, linear, quadratic, scale, centre) =>
      centre + slab.draw(stream, linear - quadratic * centre, quadratic, scale),
  };
}

/** By the kind of their law. */
export const CENTRED_SLABS = {
  normal: centred(NORMAL_SLAB),
  laplace: centred(LAPLACE_SLAB),
} as const;

interface Tilted {
  readonly logBayesFactor: number;
  draw(stream: RandomStream): number;
}

/** Under a likelihood that is flat or exponential in the weight, as of a column of zeros: exponentials either way. */
function tiltedLaplace(linear: number, scale: number): Tilted {
  const positive = 1 / (1 / scale - linear);
  const negative = 1 / (1 / scale + linear);
  if (!(positive > 0 && negative > 0)) throw new InvariantError('a slab with no bound');
  return {
    logBayesFactor: Math.log((positive + negative) / scale / 2),
    draw(stream) {
      const isPositive = stream.uniform() * (positive + negative) < positive;
      return stream.exponential() * (isPositive ? positive : -negative);
    },
  };
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** From here down the asymptotic series below errs by less than 1e-12, and the direct form cancels. */
const FAR = -60;

/** Log of the integral of exp(m v - v^2 / 2) over v > 0. */
function logHalf(m: number): number {
  if (m > FAR) return (m * m) / 2 + HALF_LOG_TWO_PI + logNormalCdf(m);
  const s = 1 / (m * m);
  return Math.log1p(-s * (1 - s * (3 - s * 15))) - Math.log(-m);
}
