import type { Node, Shape } from '../../expression/node.js';

/**
 * A smooth one-to-one map from all real arrays of one shape onto a support: x = forward(u). A value
 * with a constraint among its elements has fewer coordinates than elements.
 */
export interface Bijector {
  readonly name: string;
  /** The shape of u for an x of this shape: the same plates, and the coordinates of an event. */
  coordinates(shape: Shape): Shape;
  forward(u: Node): Node;
  /**
   * Log of the volume that a volume of u becomes, elementwise or one for each event. That of a simplex
   * is by all elements but the last, of a symmetric matrix by those on and below the diagonal.
   */
  logDetJacobian(u: Node): Node;
  inverseNode(x: Node): Node;
}

/** Of maps that act on each element by itself. */
export const elementwise = { coordinates: (shape: Shape) => shape };
