import {
  add,
  constant,
  div,
  exp,
  expm1,
  lessThan,
  lgamma,
  log,
  log1p,
  mul,
  neg,
  select,
  softplus,
  square,
  sub,
  type Node,
} from '../expression/index.js';
import { logComplementOf, logitsOf, logOf } from './log-of.js';

const HALF = constant(0.5);
const HALF_LOG_TWO_PI = constant(0.5 * Math.log(2 * Math.PI));

/** a + b + ... */
export function total(first: Node, ...rest: readonly Node[]): Node {
  return rest.reduce(add, first);
}

/** Log of the number of ways to choose k of n; -Infinity where there is none. */
export function logChoose(n: Node, k: Node): Node {
  const one = constant(1);
  const chosen = total(lgamma(add(k, one)), lgamma(add(sub(n, k), one)));
  return sub(lgamma(add(n, one)), chosen);
}

/** log(1 - e^x), x <= 0, exact at both ends. */
export function logComplementOfExp(x: Node): Node {
  const isFar = lessThan(x, constant(-Math.LN2));
  const far = log1p(neg(exp(select(isFar, x, constant(-1)))));
  const near = log(neg(expm1(select(isFar, constant(-0.5), x))));
  return select(isFar, far, near);
}

/** Log density of a normal. */
export function normalDensity(x: Node, mean: Node, sd: Node): Node {
  const quadratic = mul(constant(-0.5), square(div(sub(x, mean), sd)));
  return sub(sub(quadratic, log(sd)), HALF_LOG_TWO_PI);
}

/** Log density of a Student t of which `z` is the standardised value. */
export function studentDensity(z: Node, nu: Node, sigma: Node): Node {
  const halfNu = mul(HALF, nu);
  const power = add(halfNu, HALF);
  const kernel = neg(mul(power, log1p(div(square(z), nu))));
  const root = mul(HALF, log(mul(constant(Math.PI), nu)));
  return sub(total(kernel, lgamma(power)), total(lgamma(halfNu), root, log(sigma)));
}

/** x log(p) + (n - x) log(1 - p); from the logits where p is written by them. */
export function successDensity(x: Node, n: Node, p: Node): Node {
  const logits = logitsOf(p);
  if (logits) return sub(mul(x, logits), mul(n, softplus(logits)));
  return add(mul(x, logOf(p)), mul(sub(n, x), logComplementOf(p)));
}

/** Log density of an inverse gamma. */
export function inverseGammaDensity(x: Node, shape: Node, scale: Node): Node {
  const kernel = add(mul(add(shape, constant(1)), log(x)), div(scale, x));
  return sub(mul(shape, log(scale)), add(kernel, lgamma(shape)));
}

/** Infinite up to shape 1. */
export function inverseGammaMean(shape: Node, scale: Node): Node {
  const one = constant(1);
  return select(lessThan(one, shape), div(scale, sub(shape, one)), constant(Infinity));
}
