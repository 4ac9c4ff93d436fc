import { multiplyLower, multiplyUpper, solveLower } from '../../base/numeric/cholesky.js';
import type { LogDensity } from '../kernel.js';

/**
 * Coordinates u with x = A u, perhaps from another origin. Where A A' is about the covariance of x, the metric of u is the identity: HMC on u
 * with it is HMC on x with inverse metric A A', step for step (Neal 2011, section 4.1). So the integrator knows
 * diagonal metrics alone, and pays nothing for the others.
 */
export interface Whitening {
  /** Diagonal of A A'. */
  readonly variances: Float64Array;
  toOriginal(u: Float64Array, x: Float64Array): void;
  toWhite(x: Float64Array, u: Float64Array): void;
  /** The gradient in u from that in x: A' g. */
  gradient(inX: Float64Array, inU: Float64Array): void;
}

/** A = L, lower and row by row; u = 0 is `centre`. */
export function denseWhitening(
  factor: Float64Array,
  n: number,
  centre: Float64Array = new Float64Array(n),
): Whitening {
  const variances = Float64Array.from({ length: n }, (_, i) => {
    const row = factor.subarray(i * n, i * n + i + 1);
    return row.reduce((sum, value) => sum + value * value, 0);
  });
  return {
    variances,
    toOriginal(u, x) {
      multiplyLower(factor, n, u, x);
      for (let i = 0; i < n; i++) x[i] = x[i]! + centre[i]!;
    },
    toWhite(x, u) {
      for (let i = 0; i < n; i++) u[i] = x[i]! - centre[i]!;
      solveLower(factor, n, u);
    },
    gradient(inX, inU) {
      multiplyUpper(factor, n, inX, inU);
    },
  };
}

/** A = D (I + sum_k (root_k - 1) v_k v_k'), D = diag(scales) and the v_k orthonormal. */
export interface LowRank {
  readonly scales: Float64Array;
  readonly vectors: readonly Float64Array[];
  readonly roots: Float64Array;
}

export function lowRankWhitening({ scales, vectors, roots }: LowRank): Whitening {
  const n = scales.length;
  const stretch = (x: Float64Array, power: 1 | -1) => {
    vectors.forEach((v, k) => {
      let along = 0;
      for (let i = 0; i < n; i++) along += v[i]! * x[i]!;
      along *= roots[k]! ** power - 1;
      for (let i = 0; i < n; i++) x[i] = x[i]! + along * v[i]!;
    });
  };
  return {
    variances: scales.map((scale, i) => {
      const extra = vectors.reduce((sum, v, k) => sum + (roots[k]! ** 2 - 1) * v[i]! ** 2, 0);
      return scale * scale * (1 + extra);
    }),
    toOriginal(u, x) {
      x.set(u);
      stretch(x, 1);
      for (let i = 0; i < n; i++) x[i] = x[i]! * scales[i]!;
    },
    toWhite(x, u) {
      for (let i = 0; i < n; i++) u[i] = x[i]! / scales[i]!;
      stretch(u, -1);
    },
    gradient(inX, inU) {
      for (let i = 0; i < n; i++) inU[i] = inX[i]! * scales[i]!;
      stretch(inU, 1);
    },
  };
}

/** The log density of u, without the constant log |A|; `whitening` is read when evaluated. */
export function whitenedDensity(
  logDensity: LogDensity,
  source: { readonly whitening: Whitening },
): LogDensity {
  const { dimension } = logDensity;
  const x = new Float64Array(dimension);
  const slope = new Float64Array(dimension);
  const { crossable, exact } = logDensity;
  return {
    dimension,
    ...(crossable === undefined ? {} : { crossable }),
    evaluate(u, gradient) {
      source.whitening.toOriginal(u, x);
      const value = logDensity.evaluate(x, slope);
      source.whitening.gradient(slope, gradient);
      return value;
    },
    // Of the position that was evaluated last, which `x` still is.
    ...(exact && { exact: () => exact(x) }),
    attune: (stepSize) => logDensity.attune?.(stepSize, source.whitening.variances) === true,
  };
}
