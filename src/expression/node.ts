/** Sizes of a row-major tensor of f64; `[]` is a scalar. */
export type Shape = readonly number[];

/** A number as an elementwise function of numbers: the step of a fold. */
export interface ElementwiseStep {
  /** Scalar inputs of `body`. */
  readonly parameters: readonly Node[];
  readonly body: Node;
  value(given: ArrayLike<number>): number;
  /** Derivatives by each parameter, elementwise over arrays that stand for the parameters. */
  partials(arrays: readonly Node[]): readonly Node[];
  /** With names for the parameters after the first, which is called `previous`. */
  print(names: readonly string[]): string;
}

export type Attribute = number | string | readonly number[] | Float64Array | ElementwiseStep;

/**
 * One node of the expression DAG: an immutable tensor value. Nodes are compared by identity; they
 * carry no number of their own (a schedule numbers them when it needs to).
 */
export interface Node {
  /** Name of the primitive in `primitives/`. */
  readonly op: string;
  readonly inputs: readonly Node[];
  readonly shape: Shape;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
