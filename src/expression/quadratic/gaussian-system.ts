import { algebra } from '../builders.js';
import { sizeOf, type Node } from '../node.js';
import type { QuadraticForm } from './collect.js';
import { isIdentity } from './design.js';
import { eliminationOf, gathered, type Step } from './elimination.js';
import { repeatedTranspose } from './repetition.js';
import { fullMatrix, nodeOf, placesOf, type MatrixPart } from './gram.js';

/** Elements of another block, one for each element of this one. */
export interface Pick {
  readonly block: number;
  /** Places in the other block, a constant of [size]. */
  readonly index: Node;
  /** [size], of the precision matrix. */
  readonly values: Node;
}

/** A block whose elements are independent of each other given the dense part and the blocks of its picks. */
export interface DiagonalPart {
  readonly block: number;
  /** [size] */
  readonly precision: Node;
  /** [size] */
  readonly linear: Node;
  /** [size, dense dimension]; undefined where nothing joins it to the dense part. */
  readonly cross: Node | undefined;
  readonly picks: readonly Pick[];
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
 * The normal distribution with log density h' x - x' P x / 2 + const. What is diagonal, or stays so, is
 * eliminated first, so that the cost is cubic in the rest alone (Schur's complement; Boyd and
 * Vandenberghe 2004, appendix A.5.5).
 */
export interface GaussianSystem {
  readonly dimension: number;
  /** In an order in which each comes after the blocks of its picks. */
  readonly diagonal: readonly DiagonalPart[];
  readonly dense: DensePart | undefined;
  /** One node of each block's shape. */
  readonly mean: readonly Node[];
  /** log det P */
  readonly logDeterminant: Node;
}

const { add, sub, mul, div, log, sum, matmul, reshape, concat } = algebra;

export function gaussianSystem(form: QuadraticForm, blocks: readonly Node[]): GaussianSystem {
  const sizes = blocks.map(({ shape }) => sizeOf(shape));
  const steps = eliminationOf(form, sizes);
  const apart = new Set(steps.map(({ block }) => block));
  const rest = blocks.map((_, i) => i).filter((i) => !apart.has(i));
  const eliminated = eliminate(form, steps, rest, sizes);
  const isNested = steps.some(({ meetings }) => meetings.size > 0);
  const diagonal = isNested ? eliminated.reverse() : eliminated.sort((a, b) => a.block - b.block);
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

/** What is known of a block before its turn to be eliminated. */
interface Waiting {
  precision: Node;
  linear: Node;
  cross: Node | undefined;
  readonly picks: Map<number, Node>;
}

function eliminate(
  form: QuadraticForm,
  steps: readonly Step[],
  rest: readonly number[],
  sizes: readonly number[],
): DiagonalPart[] {
  const waiting = new Map(
    steps.map(({ block, meetings }) => [block, waitingBlock(form, block, meetings, rest, sizes)]),
  );
  return steps.map(({ block, meetings }) => {
    const { precision, linear, cross, picks } = waiting.get(block)!;
    const met = steps.filter(({ block: other }) => picks.has(other));
    met.forEach(({ block: other, meetings: ofOther }, rank) => {
      const meeting = meetings.get(other)!;
      const to = waiting.get(other)!;
      const ratio = div(picks.get(other)!, precision);
      const less = (from: Node, rows: Node) => sub(from, gathered(rows, meeting, sizes[other]!));
      to.precision = less(to.precision, mul(picks.get(other)!, ratio));
      to.linear = less(to.linear, mul(ratio, linear));
      if (cross !== undefined) {
        const rows = mul(algebra.broadcast(ratio, cross.shape, [0]), cross);
        const none = algebra.constant(0, [sizes[other]!, cross.shape[1]!]);
        to.cross = less(to.cross ?? none, rows);
      }
      for (const { block: third } of met.slice(rank + 1)) {
        if (!ofOther.has(third)) continue;
        const before = to.picks.get(third) ?? algebra.constant(0, [sizes[other]!]);
        to.picks.set(third, less(before, mul(ratio, picks.get(third)!)));
      }
    });
    const all = [...picks].map(([other, values]): Pick => {
      return { block: other, index: placesOf(meetings.get(other)!), values };
    });
    return { block, precision, linear, cross, picks: all };
  });
}

function waitingBlock(
  form: QuadraticForm,
  block: number,
  meetings: Step['meetings'],
  rest: readonly number[],
  sizes: readonly number[],
): Waiting {
  const picks = [...meetings.keys()].flatMap((other): [number, Node][] => {
    const part = form.precision[Math.min(block, other)]![Math.max(block, other)];
    return part?.kind === 'picked' ? [[other, part.values]] : [];
  });
  const own = form.precision[block]![block]!;
  return {
    precision: nodeOf(own),
    linear: form.linear[block]!,
    cross: crossOf(form, block, rest, sizes),
    picks: new Map(picks),
  };
}

/** The part of P in the rows of one block and the columns of another. */
function partAt({ precision }: QuadraticForm, i: number, j: number): Node | undefined {
  if (i <= j) return under(precision[i]![j]);
  const part = under(precision[j]![i]);
  return part && repeatedTranspose(part);
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
  for (const { block, precision, linear, cross, picks } of diagonal) {
    const left = cross && solution ? sub(linear, matmul(cross, solution)) : linear;
    const alone = picks.reduce(
      (from, pick) => sub(from, mul(pick.values, picked(flat.get(pick.block)!, pick.index))),
      left,
    );
    flat.set(block, div(alone, precision));
  }
  return blocks.map(({ shape }, i) => reshape(flat.get(i)!, shape));
}

function picked(values: Node, index: Node): Node {
  return isIdentity(index, values.shape[0]!) ? values : algebra.gather(values, index);
}

/** The normal's own integral, sqrt((2 pi)^n / det P), as a log. */
export function logNormaliser({ dimension, logDeterminant }: GaussianSystem): Node {
  const pi = algebra.constant(0.5 * dimension * Math.log(2 * Math.PI));
  return sub(pi, mul(algebra.constant(0.5), logDeterminant));
}
