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
