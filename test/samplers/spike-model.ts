import { log1pexp } from '../../src/base/numeric/special.js';
import type { RandomStream } from '../../src/base/random/stream.js';
import type { JointModel } from './joint-test.js';

const INCLUSION = 0.4;
export const LOG_ODDS = Math.log(INCLUSION / (1 - INCLUSION));
/** Scale of the slab. */
export const SLAB = 1.5;
export const DESIGN = [
  [1, 0.9, 0],
  [0.8, 1, -0.4],
  [-0.5, 0.2, 1],
  [0.1, 0.6, 1.2],
];

export type SlabShape = 'normal' | 'laplace';

export function drawSlab(stream: RandomStream, shape: SlabShape): number {
  if (shape === 'normal') return SLAB * stream.normal();
  return SLAB * stream.exponential() * (stream.uniform() < 0.5 ? -1 : 1);
}

export function fitted(w: ArrayLike<number>): Float64Array {
  return Float64Array.from(DESIGN, (row) => row.reduce((sum, x, j) => sum + x * w[j]!, 0));
}

/** Log likelihood of one datum at its fitted value: normal errors, or a Bernoulli of that logit. */
export const LIKELIHOOD = {
  normal: (y: number, mean: number) => -((y - mean) ** 2) / 2,
  bernoulli: (y: number, logit: number) => -log1pexp(y > 0 ? -logit : logit),
};
export type LikelihoodName = keyof typeof LIKELIHOOD;

/** w_j = 0, or of the slab with probability INCLUSION; data about DESIGN w. */
export function spikeModel(shape: SlabShape, likelihood: LikelihoodName): JointModel<Float64Array> {
  const datum = (stream: RandomStream, value: number) => {
    if (likelihood === 'normal') return value + stream.normal();
    return stream.uniform() < 1 / (1 + Math.exp(-value)) ? 1 : 0;
  };
  return {
    drawPrior: (stream) =>
      Float64Array.from({ length: 3 }, () =>
        stream.uniform() < INCLUSION ? drawSlab(stream, shape) : 0,
      ),
    drawData: (stream, w) => fitted(w).map((value) => datum(stream, value)),
    statistics(w, data) {
      const fit = fitted(w).reduce((sum, f, i) => sum + LIKELIHOOD[likelihood](data[i]!, f), 0);
      const included = w.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
      return [w[0]!, w[1]! ** 2, included, fit, fit + included * LOG_ODDS];
    },
  };
}
