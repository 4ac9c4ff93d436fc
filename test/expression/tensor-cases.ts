import * as k from '../../src/expression/index.js';
import type { Node } from '../../src/expression/index.js';
import { each, index, type Case, type Values } from './case.js';

const recursions: Case[] = [
  ...[false, true].map((backwards) => ({
    op: 'recurrence',
    shapes: [
      [4, 2],
      [4, 2],
    ],
    build: ([a, b]: readonly Node[]) => k.algebra.recurrence(a!, b!, backwards),
    expected: ([a, b]: Values) => {
      const out = each(8, () => 0);
      for (let t = 0; t < 4; t++) {
        const row = backwards ? 3 - t : t;
        const before = backwards ? row + 1 : row - 1;
        for (let j = 0; j < 2; j++) {
          const carried = t === 0 ? 0 : a![row * 2 + j]! * out[before * 2 + j]!;
          out[row * 2 + j] = carried + b![row * 2 + j]!;
        }
      }
      return out;
    },
  })),
  {
    op: 'fold',
    shapes: [[2], [3, 2]],
    build: ([start, x]) => {
      const before = k.input('before', [3, 2]);
      return k.scan(start!, before, k.mul(k.add(before, x!), before));
    },
    expected: ([start, x]) => {
      const out = [...start!];
      for (let i = 2; i < 6; i++) out.push((out[i - 2]! + x![i]!) * out[i - 2]!);
      return out;
    },
  },
];

const reductions: Case[] = [
  {
    op: 'sum',
    shapes: [[2, 3]],
    build: ([x]) => k.sum(x!),
    expected: ([x]) => [x![0]! + x![1]! + x![2]! + x![3]! + x![4]! + x![5]!],
  },
  ...[0, 1, 2].map((axis) => ({
    op: 'sum',
    shapes: [[2, 3, 4]],
    build: ([x]: readonly Node[]) => k.sum(x!, [axis]),
    expected: ([x]: Values) => {
      const kept = [2, 3, 4].filter((_, other) => other !== axis);
      const out = each(kept[0]! * kept[1]!, () => 0);
      for (let i = 0; i < 2; i++)
        for (let j = 0; j < 3; j++)
          for (let l = 0; l < 4; l++) {
            const [p, q] = [i, j, l].filter((_, other) => other !== axis);
            out[p! * kept[1]! + q!]! += x![(i * 3 + j) * 4 + l]!;
          }
      return out;
    },
  })),
  {
    op: 'sum',
    shapes: [[2, 3, 2]],
    build: ([x]) => k.sum(x!, [2, 0]),
    expected: ([x]) =>
      each(3, (j) => x![j * 2]! + x![j * 2 + 1]! + x![6 + j * 2]! + x![7 + j * 2]!),
  },
  {
    op: 'logSumExp',
    shapes: [[3, 4]],
    build: ([x]) => k.logSumExp(x!),
    expected: ([x]) =>
      each(3, (i) => Math.log(each(4, (j) => Math.exp(x![i * 4 + j]!)).reduce((a, b) => a + b))),
  },
  {
    op: 'maxReduce',
    shapes: [[3, 4]],
    build: ([x]) => k.maxReduce(x!),
    expected: ([x]) => each(3, (i) => Math.max(...x!.slice(i * 4, i * 4 + 4))),
  },
  {
    op: 'maxReduce',
    shapes: [[2, 3, 2]],
    build: ([x]) => k.maxReduce(x!, [2, 0]),
    expected: ([x]) => each(3, (j) => Math.max(...[0, 1, 6, 7].map((at) => x![j * 2 + at]!))),
  },
];

const gram: Case = {
  op: 'matmul',
  shapes: [[3, 2]],
  build: ([x]) => k.matmul(x!, x!, { transposeA: true }),
  expected: ([x]) =>
    each(4, (at) =>
      each(3, (l) => x![l * 2 + Math.floor(at / 2)]! * x![l * 2 + (at % 2)]!).reduce(
        (a, b) => a + b,
      ),
    ),
};

/** All four transpositions, and sizes on both sides of the tiles' edges. */
const products: Case[] = [
  [2, 3, 4],
  [5, 7, 3],
  [9, 1, 5],
  [1, 4, 1],
].flatMap(([m = 0, n = 0, q = 0]) =>
  [0, 1, 2, 3].map((flags) => {
    const transposeA = (flags & 1) > 0;
    const transposeB = (flags & 2) > 0;
    return {
      op: 'matmul',
      shapes: [transposeA ? [n, m] : [m, n], transposeB ? [q, n] : [n, q]],
      build: ([a, b]: readonly Node[]) => k.matmul(a!, b!, { transposeA, transposeB }),
      expected: ([a, b]: Values) =>
        each(m * q, (at) => {
          const [i, j] = [Math.floor(at / q), at % q];
          const left = (l: number) => a![transposeA ? l * m + i : i * n + l]!;
          const right = (l: number) => b![transposeB ? j * n + l : l * q + j]!;
          return each(n, (l) => left(l) * right(l)).reduce((s, v) => s + v);
        }),
    };
  }),
);

const structure: Case[] = [
  {
    op: 'matmul',
    shapes: [[2, 3], [3]],
    build: ([a, v]) => k.matmul(a!, v!),
    expected: ([a, v]) =>
      each(2, (i) => each(3, (j) => a![i * 3 + j]! * v![j]!).reduce((s, x) => s + x)),
  },
  {
    op: 'matmul',
    shapes: [[2], [2, 3]],
    build: ([v, a]) => k.matmul(v!, a!),
    expected: ([v, a]) => each(3, (j) => v![0]! * a![j]! + v![1]! * a![3 + j]!),
  },
  {
    op: 'transpose',
    shapes: [[2, 3]],
    build: ([x]) => k.transpose(x!),
    expected: ([x]) => each(6, (at) => x![(at % 2) * 3 + Math.floor(at / 2)]!),
  },
  {
    op: 'gather',
    shapes: [[3, 2]],
    build: ([x]) => k.gather(x!, index([2, 2], 2, 0, 2, 1)),
    expected: ([x]) => [2, 0, 2, 1].flatMap((row) => [x![row * 2]!, x![row * 2 + 1]!]),
  },
  {
    op: 'gather',
    shapes: [[3, 2]],
    build: ([x]) => k.gather(x!, k.constant(1)),
    expected: ([x]) => [x![2]!, x![3]!],
  },
  {
    op: 'scatterAdd',
    shapes: [[4, 2]],
    build: ([x]) => k.scatterAdd(x!, index([4], 2, 0, 2, 2), 4),
    expected: ([x]) => {
      const at = (row: number, i: number) => x![row * 2 + i]!;
      const two = (i: number) => at(0, i) + at(2, i) + at(3, i);
      return [at(1, 0), at(1, 1), 0, 0, two(0), two(1), 0, 0];
    },
  },
  {
    op: 'pick',
    shapes: [[3, 4]],
    build: ([x]) => k.pick(x!, index([3], 3, 0, 1)),
    expected: ([x]) => [x![3]!, x![4]!, x![9]!],
  },
  {
    op: 'scatterPick',
    shapes: [[2]],
    build: ([x]) => k.scatterPick(x!, index([2], 2, 0), 3),
    expected: ([x]) => [0, 0, x![0]!, x![1]!, 0, 0],
  },
  {
    op: 'broadcast',
    shapes: [[3]],
    build: ([x]) => k.broadcast(x!, [2, 3, 2], [1]),
    expected: ([x]) => each(12, (at) => x![Math.floor(at / 2) % 3]!),
  },
  {
    op: 'broadcast',
    shapes: [[2, 3]],
    build: ([x]) => k.broadcast(x!, [3, 4, 2], [2, 0]),
    expected: ([x]) => each(24, (at) => x![(at % 2) * 3 + Math.floor(at / 8)]!),
  },
  {
    op: 'broadcast',
    shapes: [[]],
    build: ([x]) => k.broadcast(x!, [2, 2], []),
    expected: ([x]) => each(4, () => x![0]!),
  },
  {
    op: 'reshape',
    shapes: [[2, 3]],
    build: ([x]) => k.reshape(x!, [3, 2]),
    expected: ([x]) => [...x!],
  },
  {
    op: 'reshape',
    shapes: [[2, 3]],
    build: ([x]) => k.reshape(k.transpose(x!), [6]),
    expected: ([x]) => each(6, (at) => x![(at % 2) * 3 + Math.floor(at / 2)]!),
  },
  {
    op: 'slice',
    shapes: [[4, 3]],
    build: ([x]) => k.slice(x!, 0, 1, 3),
    expected: ([x]) => [...x!.slice(3, 9)],
  },
  {
    op: 'slice',
    shapes: [[2, 4]],
    build: ([x]) => k.slice(x!, 1, 1, 3),
    expected: ([x]) => [x![1]!, x![2]!, x![5]!, x![6]!],
  },
  {
    op: 'pad',
    shapes: [[2, 2]],
    build: ([x]) => k.algebra.pad(x!, 1, 1, 2),
    expected: ([x]) => [0, x![0]!, x![1]!, 0, 0, 0, x![2]!, x![3]!, 0, 0],
  },
  {
    op: 'concat',
    shapes: [
      [2, 1],
      [2, 2],
    ],
    build: (parts) => k.concat(parts, 1),
    expected: ([a, b]) => [a![0]!, b![0]!, b![1]!, a![1]!, b![2]!, b![3]!],
  },
  {
    op: 'concat',
    shapes: [[2], [2], []],
    build: ([a, b, c]) => k.stack([a!, b!, k.broadcast(c!, [2], [])]),
    expected: ([a, b, c]) => [...a!, ...b!, c![0]!, c![0]!],
  },
];

export const TENSOR_CASES: readonly Case[] = [
  ...recursions,
  ...reductions,
  ...products,
  gram,
  ...structure,
];
