import type { LogDensity } from '../../../src/samplers/kernel.js';
import type { JointModel } from '../joint-test.js';

/** Rows of the design: correlated columns, so that the posterior is far from a product. */
const DESIGN = [
  [1, 0.8, -0.3],
  [0.9, 1.1, 0.2],
  [-0.4, 0.1, 1],
];

function fitted(x: Float64Array): number[] {
  return DESIGN.map((row) => row.reduce((sum, value, j) => sum + value * x[j]!, 0));
}

/** x_j ~ laplace(0, 1), y_i ~ normal(design_i x, 1). */
export const lassoModel: JointModel<Float64Array> = {
  drawPrior: (stream) =>
    Float64Array.from(
      { length: 3 },
      () => stream.exponential() * (stream.uniform() < 0.5 ? -1 : 1),
    ),
  drawData: (stream, x) => Float64Array.from(fitted(x), (mean) => mean + stream.normal()),
  statistics(x, data) {
    const residuals = fitted(x).reduce((sum, mean, i) => sum + (data[i]! - mean) ** 2, 0);
    const absolute = x.reduce((sum, value) => sum + Math.abs(value), 0);
    return [x[0]!, x[1]! ** 2, Math.abs(x[2]!), absolute, residuals, absolute + residuals / 2];
  },
};

/** The smooth part: the log likelihood of x. */
export function lassoLikelihood(): LogDensity & { data: Float64Array } {
  return {
    dimension: 3,
    data: new Float64Array(3),
    evaluate(position, gradient) {
      gradient.fill(0);
      let total = 0;
      fitted(position).forEach((mean, i) => {
        const residual = this.data[i]! - mean;
        total -= (residual * residual) / 2;
        DESIGN[i]!.forEach((value, j) => (gradient[j] = gradient[j]! + value * residual));
      });
      return total;
    },
  };
}
