import type { Term, Variable, VectorCode } from '../elementwise/vector-code.js';

/** A whole number that a loop steps. */
export interface Index {
  readonly index: number;
}

/** A sum of numbers and of multiples of indices. */
export type Extent = readonly (number | readonly [Index, number])[];

export function times(extent: Extent, by: number): Extent {
  return extent.map((term) => (typeof term === 'number' ? term * by : [term[0], term[1] * by]));
}

/** An element of an array, in a variable that can be moved. */
export interface Pointer {
  readonly pointer: number;
}

/**
 * A routine on arrays of doubles, written for any target: loops, and vectors from and to memory, around the arithmetic
 * of `v`. Arrays are the routine's parameters by number. With a `count`, loads and stores touch that many elements, and
 * the other lanes of a load hold zero.
 */
export interface RoutineCode {
  readonly v: VectorCode;
  /** Elements of a vector. */
  readonly lanes: number;
  pointer(array: number, start: Extent): Pointer;
  move(pointer: Pointer, elements: number): void;
  /** From `from` on as long as the index is below `to`. */
  loop(from: Extent, to: Extent, step: number, body: (index: Index) => void): void;
  load(at: Pointer, offset: number, count: number): Term;
  store(at: Pointer, offset: number, value: Term, count: number): void;
  /** One element in every lane. */
  splat(at: Pointer, offset: number): Term;
  /** A number for each lane. */
  numbers(values: readonly number[]): Term;
  /** An elementwise primitive that has vector code. */
  apply(op: string, operands: readonly Variable[]): Term;
  /** The sum over the lanes, in the first of them. */
  total(value: Term): Term;
}
