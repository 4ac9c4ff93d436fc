import { RandomStream } from '../../src/base/random/stream.js';
import type { LogDensity } from '../../src/samplers/kernel.js';
import type { JointModel } from './joint-test.js';

/** Rows of the normal model: few, so that the prior shows. */
const ROWS = 4;

/**
 * mu ~ normal(0, 1), sigma ~ exponential(1), y_i ~ normal(mu, sigma); unknowns (mu, log sigma).
 * The last three statistics mix unknowns and data.
 */
export const normalModel: JointModel<Float64Array> = {
  drawPrior: (stream) => Float64Array.of(stream.normal(), Math.log(stream.exponential())),
  drawData: (stream, unknowns) =>
    Float64Array.from(
      { length: ROWS },
      () => unknowns[0]! + Math.exp(unknowns[1]!) * stream.normal(),
    ),
  statistics(unknowns, data) {
    const [mu, logSigma] = [unknowns[0]!, unknowns[1]!];
    const residuals = data.reduce((sum, y) => sum + (y - mu) ** 2, 0);
    const scaled = residuals / Math.exp(2 * logSigma);
    return [mu, logSigma, mu * mu, residuals, scaled, -scaled / 2 - ROWS * logSigma];
  },
};

export interface NormalPosterior extends LogDensity {
  data: Float64Array;
}

/** Ways of getting the density wrong. */
export type DensityFault = 'none' | 'missing-jacobian' | 'flipped-gradient';

/** Log density of the unknowns of the normal model, log Jacobian of log sigma included. */
export function normalPosterior(fault: DensityFault = 'none'): NormalPosterior {
  const jacobian = fault === 'missing-jacobian' ? 0 : 1;
  const sign = fault === 'flipped-gradient' ? -1 : 1;
  return {
    dimension: 2,
    data: new Float64Array(ROWS),
    evaluate(position, gradient) {
      const [mu, logSigma] = [position[0]!, position[1]!];
      const precision = Math.exp(-2 * logSigma);
      let residual = 0;
      let squares = 0;
      for (const y of this.data) {
        residual += y - mu;
        squares += (y - mu) ** 2;
      }
      gradient[0] = sign * (precision * residual - mu);
      gradient[1] = sign * (precision * squares - ROWS - Math.exp(logSigma) + jacobian);
      const likelihood = -(precision * squares) / 2 - ROWS * logSigma;
      return likelihood - (mu * mu) / 2 - Math.exp(logSigma) + jacobian * logSigma;
    },
  };
}

const GROUPS = 8;

/**
 * log tau ~ normal(0, 1), theta_j ~ normal(0, tau), y_j ~ normal(theta_j, 1); unknowns
 * (log tau, theta). Its two blocks hang closely together, as weights and their scale do.
 */
export const scaleModel: JointModel<Float64Array> = {
  drawPrior(stream) {
    const logTau = stream.normal();
    return Float64Array.from({ length: GROUPS + 1 }, (_, i) =>
      i === 0 ? logTau : Math.exp(logTau) * stream.normal(),
    );
  },
  drawData: (stream, unknowns) => unknowns.slice(1).map((theta) => theta + stream.normal()),
  statistics(unknowns, data) {
    const logTau = unknowns[0]!;
    const theta = unknowns.subarray(1);
    const squares = theta.reduce((sum, value) => sum + value * value, 0);
    const residuals = theta.reduce((sum, value, j) => sum + (data[j]! - value) ** 2, 0);
    return [logTau, theta[0]! ** 2, squares / Math.exp(2 * logTau), residuals];
  },
};

/** log tau given theta, which is read when evaluated. */
export function scaleConditional(theta: Float64Array): LogDensity {
  return {
    dimension: 1,
    evaluate(position, gradient) {
      const logTau = position[0]!;
      const squares = theta.reduce((sum, value) => sum + value * value, 0);
      const scaled = squares * Math.exp(-2 * logTau);
      gradient[0] = -logTau - theta.length + scaled;
      return -(logTau * logTau) / 2 - theta.length * logTau - scaled / 2;
    },
  };
}

export const CATEGORY_WEIGHTS = [0.5, 0.3, 0.2];

/** z ~ categorical, y ~ normal(z, 1). */
export const categoryModel: JointModel<number> = {
  drawPrior(stream) {
    const u = stream.uniform();
    return Float64Array.of(u < 0.5 ? 0 : u < 0.8 ? 1 : 2);
  },
  drawData: (stream, unknowns) => unknowns[0]! + stream.normal(),
  statistics: (unknowns, y) => [unknowns[0]!, (y - unknowns[0]!) ** 2],
};

/** A log density with an exact sampler and known moments of some functions. */
export interface KnownTarget extends LogDensity {
  readonly name: string;
  draw(stream: RandomStream): Float64Array;
  /** Functions and their exact means. */
  readonly means: readonly (readonly [
    name: string,
    of: (x: Float64Array) => number,
    mean: number,
  ])[];
}

/** Two normals of scales 1 and `scale` and correlation `correlation`. */
export function correlatedNormal(correlation: number, scale: number): KnownTarget {
  const rest = 1 - correlation ** 2;
  return {
    name: 'correlated normal',
    dimension: 2,
    evaluate(position, gradient) {
      const [a, b] = [position[0]!, position[1]! / scale];
      gradient[0] = -(a - correlation * b) / rest;
      gradient[1] = -(b - correlation * a) / rest / scale;
      return -(a * a - 2 * correlation * a * b + b * b) / rest / 2;
    },
    draw(stream) {
      const a = stream.normal();
      const b = correlation * a + Math.sqrt(rest) * stream.normal();
      return Float64Array.of(a, scale * b);
    },
    means: [
      ['first', (x) => x[0]!, 0],
      ['first squared', (x) => x[0]! ** 2, 1],
      ['second squared', (x) => x[1]! ** 2, scale ** 2],
      ['product', (x) => x[0]! * x[1]!, correlation * scale],
    ],
  };
}

/** x ~ normal(0, 1), y | x ~ normal(bend (x^2 - 1), 1). */
export function banana(bend: number): KnownTarget {
  return {
    name: 'banana',
    dimension: 2,
    evaluate(position, gradient) {
      const [x, y] = [position[0]!, position[1]!];
      const residual = y - bend * (x * x - 1);
      gradient[0] = -x + 2 * bend * x * residual;
      gradient[1] = -residual;
      return -(x * x + residual * residual) / 2;
    },
    draw(stream) {
      const x = stream.normal();
      return Float64Array.of(x, bend * (x * x - 1) + stream.normal());
    },
    means: [
      ['x', (x) => x[0]!, 0],
      ['x squared', (x) => x[0]! ** 2, 1],
      ['y', (x) => x[1]!, 0],
      ['y squared', (x) => x[1]! ** 2, 1 + 2 * bend ** 2],
      ['x squared y', (x) => x[0]! ** 2 * x[1]!, 2 * bend],
    ],
  };
}

/** Independent Student t; the functions judged are bounded, as its moments are few. */
export function studentT(freedom: number): KnownTarget {
  return {
    name: 'student t',
    dimension: 3,
    evaluate(position, gradient) {
      let total = 0;
      position.forEach((x, i) => {
        gradient[i] = (-(freedom + 1) * x) / (freedom + x * x);
        total -= ((freedom + 1) / 2) * Math.log1p((x * x) / freedom);
      });
      return total;
    },
    draw: (stream) =>
      Float64Array.from(
        { length: 3 },
        () => stream.normal() / Math.sqrt((2 * stream.gamma(freedom / 2)) / freedom),
      ),
    // freedom / (freedom + t^2) is a beta((freedom)/2, 1/2) variable.
    means: [0, 1, 2].flatMap((i) => [
      ['sign', (x: Float64Array) => Math.sign(x[i]!), 0] as const,
      [
        'beta',
        (x: Float64Array) => freedom / (freedom + x[i]! ** 2),
        freedom / (freedom + 1),
      ] as const,
    ]),
  };
}

/** Neal's funnel in non-centred form: v = scale z_0, x_i = exp(v / 2) z_i, moving on the z. */
export function noncentredFunnel(scale: number): KnownTarget {
  return {
    name: 'non-centred funnel',
    dimension: 4,
    evaluate(position, gradient) {
      let total = 0;
      position.forEach((z, i) => {
        gradient[i] = -z;
        total -= (z * z) / 2;
      });
      return total;
    },
    draw: (stream) => Float64Array.from({ length: 4 }, () => stream.normal()),
    means: [
      ['v', (z) => scale * z[0]!, 0],
      ['v squared', (z) => (scale * z[0]!) ** 2, scale ** 2],
      ['log |x|', (z) => (scale * z[0]!) / 2 + Math.log(Math.abs(z[1]!)), -0.6351814227307392],
      ['x exp(-v/2) squared', (z) => z[3]! ** 2, 1],
    ],
  };
}
