import {
  cholesky,
  inverseSpd,
  logDetSpd,
  mul,
  broadcast,
  solveSpd,
  transpose,
  type Node,
} from '../../expression/index.js';
import { sameDimension, shapeText, type Dimension } from '../dimension.js';
import { diagonal, withDiagonal } from '../events.js';
import type { LanguageFunction } from '../function.js';

type Shapes = readonly (readonly Dimension[])[];
type Checked = readonly Dimension[] | string;

/** The size of a square matrix, or what is wrong with it. */
function square(name: string, x: readonly Dimension[]): Dimension | string {
  if (x.length === 2 && sameDimension(x[0]!, x[1]!)) return x[0]!;
  return `${name} takes a square matrix, [n, n], and was given ${shapeText(x)}`;
}

function sameSquare(name: string): (shapes: Shapes) => Checked {
  return ([x]) => {
    const size = square(name, x!);
    return typeof size === 'string' ? size : x!;
  };
}

function ofMatrix(
  name: string,
  doc: string,
  build: (x: Node) => Node,
  dimensions: (x: readonly Dimension[], size: Dimension) => readonly Dimension[],
): LanguageFunction {
  return {
    ...{ name, doc, arity: 1, kind: 'structural' },
    dimensions([x]) {
      const size = square(name, x!);
      return typeof size === 'string' ? size : dimensions(x!, size);
    },
    build: ([x]) => build(x!),
    support: () => 'real',
  };
}

/** Each row of a matrix times the element of a vector that stands beside it. */
function rowsTimes(vector: Node, matrix: Node): Node {
  return mul(broadcast(vector, matrix.shape, [0]), matrix);
}

export const matrixFunctions: readonly LanguageFunction[] = [
  {
    name: 'transpose',
    doc: 'rows and columns of a matrix exchanged',
    ...{ arity: 1, kind: 'structural' },
    dimensions: ([x]) =>
      x!.length === 2
        ? [x![1]!, x![0]!]
        : `transpose takes a matrix, [n, m], and was given ${shapeText(x!)}`,
    build: ([x]) => transpose(x!),
    support: ([x]) => x!,
  },
  {
    name: 'diag',
    doc: 'the matrix with a vector on its diagonal and 0 elsewhere; of a matrix, its diagonal as a vector',
    ...{ arity: 1, kind: 'structural' },
    dimensions([x]) {
      if (x!.length === 1) return [x![0]!, x![0]!];
      const size = square('diag', x!);
      return typeof size === 'string' ? size : [size];
    },
    build: ([x]) => (x!.shape.length === 1 ? withDiagonal(x!) : diagonal(x!)),
    support: ([x]) => x!,
  },
  {
    name: 'outer',
    doc: 'the matrix of the products of each element of one vector with each of another',
    ...{ arity: 2, kind: 'structural' },
    dimensions: ([a, b]) =>
      a!.length === 1 && b!.length === 1
        ? [a![0]!, b![0]!]
        : `outer takes two vectors, and was given ${shapeText(a!)} and ${shapeText(b!)}`,
    build([a, b]) {
      const shape = [a!.shape[0]!, b!.shape[0]!];
      return mul(broadcast(a!, shape, [0]), broadcast(b!, shape, [1]));
    },
    support: () => 'real',
  },
  {
    name: 'diag_pre_multiply',
    doc: 'diag(v) @ m: each row of a matrix times the element of a vector that stands beside it',
    ...{ arity: 2, kind: 'structural' },
    dimensions: ([v, m]) =>
      v!.length === 1 && m!.length === 2 && sameDimension(v![0]!, m![0]!)
        ? m!
        : `diag_pre_multiply takes a vector [n] and a matrix [n, m], and was given ${shapeText(v!)} and ${shapeText(m!)}`,
    build: ([v, m]) => rowsTimes(v!, m!),
    support: () => 'real',
  },
  {
    name: 'cholesky',
    doc: "the lower triangular L with L L' = A, for A symmetric and positive definite",
    ...{ arity: 1, kind: 'structural' },
    dimensions: sameSquare('cholesky'),
    build: ([x]) => cholesky(x!),
    support: () => 'real',
  },
  ofMatrix('inverse_spd', 'inverse of a symmetric positive definite matrix', inverseSpd, (x) => x),
  ofMatrix(
    'log_det_spd',
    'log of the determinant of a symmetric positive definite matrix',
    logDetSpd,
    () => [],
  ),
  {
    name: 'solve_spd',
    doc: 'A^-1 b, for A symmetric and positive definite and b a vector or a matrix',
    ...{ arity: 2, kind: 'structural' },
    dimensions([a, b]) {
      const size = square('solve_spd', a!);
      if (typeof size === 'string') return size;
      const fits = (b!.length === 1 || b!.length === 2) && sameDimension(size, b![0]!);
      return fits
        ? b!
        : `solve_spd needs a right side with as many rows as the matrix ${shapeText(a!)}, and was given ${shapeText(b!)}`;
    },
    build: ([a, b]) => solveSpd(a!, b!),
    support: () => 'real',
  },
];
