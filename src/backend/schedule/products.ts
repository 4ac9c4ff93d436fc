import type { Node } from '../../expression/node.js';
import type { Place } from './schedule.js';

const CONVOLUTIONS = new Set(['convolve', 'convolveInput', 'convolveWeights']);

export function isConvolution({ op }: Node): boolean {
  return CONVOLUTIONS.has(op);
}

/** Whether a node is computed by products of matrices: convolutions are where their rows are gone through by tiles. */
export function isProduct(node: Node, pass: number | undefined): boolean {
  return node.op === 'matmul' || (isConvolution(node) && pass !== undefined);
}

/** An operand of a product, or its output. */
export interface Located {
  readonly place: Place;
  /** Along the axes of the node. */
  readonly strides: readonly number[];
  /** Elements from one tile to the next. */
  readonly tile: number;
}
