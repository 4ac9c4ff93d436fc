import type { Lanes } from '../../../src/backend/elementwise/float-format.js';

/** A primitive as a target's vector code over arrays; operands and result are rounded to the format. */
export type VectorFunctions = (
  op: string,
  lanes: Lanes,
  arity: number,
) => (...operands: readonly (readonly number[])[]) => number[];
