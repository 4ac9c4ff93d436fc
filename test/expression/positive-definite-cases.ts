import * as k from '../../src/expression/index.js';
import type { Node } from '../../src/expression/index.js';
import { each, type Case } from './case.js';

const SIZE = 3;
type Matrix = readonly (readonly number[])[];

/** x x' + 2 I and something that is not symmetric in the inputs, for its symmetric part to be used. */
function spd(x: Node): Node {
  const identity = Float64Array.from({ length: SIZE * SIZE }, (_, i) => (i % 4 === 0 ? 2 : 0));
  const skew = k.mul(k.constant(Float64Array.of(0, 1, 2, -1, 0, 3, -2, -3, 0), [SIZE, SIZE]), x);
  const outer = k.matmul(x, x, { transposeB: true });
  return k.add(k.add(outer, k.constant(identity, [SIZE, SIZE])), skew);
}

function spdValue(x: Float64Array): Matrix {
  const skew = [0, 1, 2, -1, 0, 3, -2, -3, 0];
  const at = (i: number, j: number) =>
    each(SIZE, (l) => x[i * SIZE + l]! * x[j * SIZE + l]!).reduce((a, b) => a + b) +
    skew[i * SIZE + j]! * x[i * SIZE + j]!;
  const rows = [0, 1, 2];
  return rows.map((i) => rows.map((j) => 0.5 * (at(i, j) + at(j, i)) + (i === j ? 2 : 0)));
}

function determinant(matrix: Matrix): number {
  const [a, b, c, d, e, f, g, h, i] = matrix.flat();
  return a! * (e! * i! - f! * h!) - b! * (d! * i! - f! * g!) + c! * (d! * h! - e! * g!);
}

/** By Cramer's rule. */
function solved(a: Matrix, b: readonly number[]): number[] {
  return each(SIZE, (column) =>
    determinant(a.map((row, i) => row.map((value, j) => (j === column ? b[i]! : value)))),
  ).map((value) => value / determinant(a));
}

const unitVector = (i: number) => each(SIZE, (j) => (i === j ? 1 : 0));

export const POSITIVE_DEFINITE_CASES: readonly Case[] = [
  {
    op: 'logDetSpd',
    shapes: [[SIZE, SIZE]],
    range: [-0.7, 0.7],
    build: ([x]) => k.logDetSpd(spd(x!)),
    expected: ([x]) => [Math.log(determinant(spdValue(x!)))],
  },
  {
    op: 'inverseSpd',
    shapes: [[SIZE, SIZE]],
    range: [-0.7, 0.7],
    build: ([x]) => k.inverseSpd(spd(x!)),
    expected: ([x]) => [0, 1, 2].flatMap((i) => solved(spdValue(x!), unitVector(i))),
  },
  {
    op: 'solveSpd',
    shapes: [[SIZE, SIZE], [SIZE]],
    range: [-0.7, 0.7],
    build: ([x, b]) => k.solveSpd(spd(x!), b!),
    expected: ([x, b]) => solved(spdValue(x!), [...b!]),
  },
  {
    op: 'solveSpd',
    shapes: [
      [SIZE, SIZE],
      [SIZE, 2],
    ],
    range: [-0.7, 0.7],
    build: ([x, b]) => k.solveSpd(spd(x!), b!),
    expected: ([x, b]) => {
      const columns = [0, 1].map((c) =>
        solved(
          spdValue(x!),
          each(SIZE, (i) => b![i * 2 + c]!),
        ),
      );
      return each(SIZE * 2, (at) => columns[at % 2]![Math.floor(at / 2)]!);
    },
  },
  {
    op: 'cholesky',
    shapes: [[SIZE, SIZE]],
    range: [-0.7, 0.7],
    build: ([x]) => k.cholesky(spd(x!)),
    expected([x]) {
      const [[a], [b, c], [d, e, f]] = spdValue(x!) as [number[], number[], number[]];
      const l00 = Math.sqrt(a!);
      const l10 = b! / l00;
      const l11 = Math.sqrt(c! - l10 * l10);
      const l20 = d! / l00;
      const l21 = (e! - l20 * l10) / l11;
      return [l00, 0, 0, l10, l11, 0, l20, l21, Math.sqrt(f! - l20 * l20 - l21 * l21)];
    },
  },
];
