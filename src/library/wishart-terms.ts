import { cholesky, multiplyByTranspose } from '../base/numeric/cholesky.js';
import type { RandomStream } from '../base/random/stream.js';
import { add, constant, lgamma, mul, sub, type Node } from '../expression/index.js';

/** Log of the multivariate gamma function. Muirhead (1982), 2.1. */
function logMultivariateGamma(a: Node, size: number): Node {
  return Array.from({ length: size }, (_, j) => lgamma(sub(a, constant(j / 2)))).reduce(
    add,
    constant(0.25 * size * (size - 1) * Math.log(Math.PI)),
  );
}

/** nu K log(2) / 2 + log of the multivariate gamma function at nu / 2. */
export function wishartConstant(nu: Node, size: number): Node {
  const power = mul(constant(0.5 * size * Math.LN2), nu);
  return add(power, logMultivariateGamma(mul(constant(0.5), nu), size));
}

/** Wishart(nu, scale) by its triangular factor: Smith and Hocking (1972), Applied Statistics 21. */
export function drawWishart(
  stream: RandomStream,
  nu: number,
  scale: Float64Array,
  size: number,
  out: Float64Array,
): void {
  const factor = new Float64Array(scale.length);
  cholesky(scale, size, factor);
  const standard = new Float64Array(scale.length);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) standard[i * size + j] = stream.normal();
    standard[i * size + i] = Math.sqrt(2 * stream.gamma((nu - i) / 2));
  }
  const product = new Float64Array(scale.length);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = j; k <= i; k++) sum += factor[i * size + k]! * standard[k * size + j]!;
      product[i * size + j] = sum;
    }
  }
  multiplyByTranspose(product, size, out);
}
