import * as k from '../../src/expression/index.js';
import type { Node, Shape } from '../../src/expression/index.js';

export type Values = readonly Float64Array[];

/** One use of a primitive, and its value computed directly from nested indices. */
export interface Case {
  readonly op: string;
  /** Shapes of the inputs that vary. */
  readonly shapes: readonly Shape[];
  build(inputs: readonly Node[]): Node;
  expected(values: Values): number[];
  /** Where inputs are drawn; away from kinks and poles. */
  readonly range?: readonly [number, number];
  readonly differentiable?: false;
  /** Where the direct computation is no better, relative to 1 or the value. */
  readonly tolerance?: number;
}

export const each = (size: number, f: (i: number) => number) =>
  Array.from({ length: size }, (_, i) => f(i));
export const index = (shape: Shape, ...at: number[]) => k.constant(Float64Array.from(at), shape);
