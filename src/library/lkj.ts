import type { RandomStream } from '../base/random/stream.js';
import { drawBeta } from '../base/random/variates.js';
import { add, constant, lgamma, mul, sub, type Node } from '../expression/index.js';

/**
 * Log of the integral of det(R)^(eta - 1) over correlation matrices of a size: Lewandowski, Kurowicka
 * and Joe (2009), equation 16.
 */
export function logLkjIntegral(eta: Node, size: number): Node {
  const ln2 = constant(Math.LN2);
  return Array.from({ length: size - 1 }, (_, i) => i + 1)
    .map((b) => {
      const a = add(eta, constant((b - 1) / 2));
      const twice = mul(constant(2), a);
      const logBeta = sub(mul(constant(2), lgamma(a)), lgamma(twice));
      const power = mul(sub(twice, constant(1)), ln2);
      return mul(constant(b), add(power, logBeta));
    })
    .reduce(add, constant(0));
}

/** The factor of a draw, row by row: partial correlations along a vine are beta, each by itself. */
export function drawLkjFactor(
  stream: RandomStream,
  eta: number,
  size: number,
  out: Float64Array,
): void {
  out.fill(0);
  for (let i = 0; i < size; i++) {
    let left = 1;
    for (let j = 0; j < i; j++) {
      const shape = eta + (size - 2 - j) / 2;
      const partial = 2 * drawBeta(stream, shape, shape) - 1;
      out[i * size + j] = partial * Math.sqrt(left);
      left *= 1 - partial * partial;
    }
    out[i * size + i] = Math.sqrt(left);
  }
}
