import { algebra } from '../builders.js';
import { sizeOf, type Node } from '../node.js';
import type { QuadraticForm } from './collect.js';
import { fullMatrix, type MatrixPart } from './gram.js';

/** A block whose elements are independent of each other, and of the other such blocks. */
export interface DiagonalPart {
  readonly block: number;
  /** [size] */
  readonly precision: Node;
  /** [size] */
  readonly linear: Node;
  /** [size, dense dimension]; undefined where nothing joins it to the dense part. */
  readonly cross: Node | undefined;
}

/** The other blocks one after the other, with the diagonal ones integrated out. */
export interface DensePart {
  readonly blocks: readonly number[];
  readonly dimension: number;
  /** [dimension, dimension] */
  readonly precision: Node;
  /** [dimension] */
  readonly linear: Node;
}

/**
 * The normal distribution with log density h' x - x' P x / 2 + const. What is diagonal is
 * eliminated first, so that the cost is cubic in the rest alone (Schur's complement; Boyd and
 * Vandenberghe 2004, appendix A.5.5).
 */
export interface GaussianSystem {
  readonly dimension: number;
  readonly diagonal: readonly DiagonalPart[];
  readonly dense: DensePart | undefined;
  /** One node of each block's shape. */
  readonly mean: readonly Node[];
  /** log det P */
  readonly logDeterminant: Node;
}

const { add, sub, mul, div, log, sum, matmul, reshape, concat, transpose } = algebra;

export function gaussianSystem(form: QuadraticForm, blocks: readonly Node[]): GaussianSystem {
  const sizes = blocks.map(({ shape }) => sizeOf(shape));
  const apart = uncoupled(form, sizes);
  const rest = blocks.map((_, i) => i).filter((i) => !apart.includes(i));
  const diagonal = apart.map((block): DiagonalPart => {
    const own = form.precision[block]![block]!;
    const precision = own.kind === 'diagonal' ? own.values : reshape(own.matrix, [sizes[block]!]);
    const cross = crossOf(form, block, rest, sizes);
    return { block, precision, linear: form.linear[block]!, cross };
  });
  const dense = rest.length > 0 ? densePart(form, rest, sizes, diagonal) : undefined;
  const logs = diagonal.map(({ precision }) => sum(log(precision)));
  const all = [...logs, ...(dense ? [algebra.logDetSpd(dense.precision)] : [])];
  return {
    dimension: sizes.reduce((a, b) => a + b, 0),
    diagonal,
    dense,
    mean: means(blocks, diagonal, dense),
    logDeterminant: all.reduce(add),
  };
}

/** The largest blocks first, as long as each is diagonal and meets none of those before it. */
function uncoupled({ precision }: QuadraticForm, sizes: readonly number[]): number[] {
  const order = sizes.map((_, i) => i).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const apart: number[] = [];
  for (const i of order) {
    const diagonal = precision[i]![i]?.kind === 'diagonal';
    const meets = apart.some((j) => precision[Math.min(i, j)]![Math.max(i, j)] !== undefined);
    if (diagonal && !meets) apart.push(i);
  }
  return apart.sort((a, b) => a - b);
}

/** The part of P in the rows of one block and the columns of another. */
function partAt({ precision }: QuadraticForm, i: number, j: number): Node | undefined {
  if (i <= j) return under(precision[i]![j]);
  const part = under(precision[j]![i]);
  return part && transpose(part);
}

function under(part: MatrixPart | undefined): Node | undefined {
  return part && fullMatrix(part);
}

function crossOf(
  form: QuadraticForm,
  block: number,
  rest: readonly number[],
  sizes: readonly number[],
): Node | undefined {
  const parts = rest.map((other) => partAt(form, block, other));
  if (parts.every((part) => part === undefined)) return undefined;
  return concat(
    parts.map((part, k) => part ?? algebra.constant(0, [sizes[block]!, sizes[rest[k]!]!])),
    1,
  );
}

function densePart(
  form: QuadraticForm,
  rest: readonly number[],
  sizes: readonly number[],
  diagonal: readonly DiagonalPart[],
): DensePart {
  const row = (i: number) =>
    concat(
      rest.map((j) => partAt(form, i, j) ?? algebra.constant(0, [sizes[i]!, sizes[j]!])),
      1,
    );
  let precision = concat(rest.map(row), 0);
  let linear = concat(
    rest.map((i) => form.linear[i]!),
    0,
  );
  for (const part of diagonal) {
    const { cross } = part;
    if (cross === undefined) continue;
    const scaled = div(cross, algebra.broadcast(part.precision, cross.shape, [0]));
    precision = sub(precision, matmul(cross, scaled, { transposeA: true }));
    linear = sub(linear, matmul(part.linear, scaled));
  }
  const dimension = linear.shape[0]!;
  return { blocks: rest, dimension, precision, linear };
}

function means(
  blocks: readonly Node[],
  diagonal: readonly DiagonalPart[],
  dense: DensePart | undefined,
): Node[] {
  const flat = new Map<number, Node>();
  const solution = dense && algebra.solveSpd(dense.precision, dense.linear);
  let start = 0;
  for (const block of dense?.blocks ?? []) {
    const end = start + sizeOf(blocks[block]!.shape);
    flat.set(block, algebra.slice(solution!, 0, start, end));
    start = end;
  }
  for (const { block, precision, linear, cross } of diagonal) {
    const left = cross && solution ? sub(linear, matmul(cross, solution)) : linear;
    flat.set(block, div(left, precision));
  }
  return blocks.map(({ shape }, i) => reshape(flat.get(i)!, shape));
}

/** The normal's own integral, sqrt((2 pi)^n / det P), as a log. */
export function logNormaliser({ dimension, logDeterminant }: GaussianSystem): Node {
  const pi = algebra.constant(0.5 * dimension * Math.log(2 * Math.PI));
  return sub(pi, mul(algebra.constant(0.5), logDeterminant));
}
