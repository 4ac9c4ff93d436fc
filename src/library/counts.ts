import {
  add,
  constant,
  equal,
  evaluate,
  inputsOf,
  lgamma,
  select,
  sub,
  type Node,
} from '../expression/index.js';
import { sumEvent } from './events.js';

/** Log of the number of orders of n things, x_k of the kind k. */
export function arrangements(x: Node, n: Node): Node {
  const one = constant(1);
  return sub(lgamma(add(n, one)), sumEvent(lgamma(add(x, one)), 1));
}

/** -Infinity where counts do not have the sum n; no test where data always do. */
export function withTotal(x: Node, n: Node, density: Node): Node {
  const agrees = equal(sumEvent(x, 1), n);
  const known = inputsOf(agrees).size === 0 && evaluate([agrees])[0]!.every((value) => value === 1);
  return known ? density : select(agrees, density, constant(-Infinity));
}
