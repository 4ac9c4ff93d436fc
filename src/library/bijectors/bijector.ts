import type { Node } from '../../expression/index.js';

/** A smooth one-to-one map from the real line onto a support: x = forward(u). */
export interface Bijector {
  readonly name: string;
  forward(u: Node): Node;
  /** Log of dx/du, elementwise. */
  logDetJacobian(u: Node): Node;
  inverseNode(x: Node): Node;
  /** u of a number x; `lower` and `upper` are the values of an interval's ends. */
  inverse(x: number, lower?: number, upper?: number): number;
}
