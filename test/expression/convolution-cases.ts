import * as k from '../../src/expression/index.js';
import { each, type Case, type Values } from './case.js';

interface Sizes {
  readonly n: number;
  readonly h: number;
  readonly w: number;
  readonly c: number;
  readonly kernel: readonly [number, number];
  readonly filters: number;
  readonly stride: readonly [number, number];
}

/** Overlapping and not, strides that divide the image and not, one channel and several. */
const SIZES: readonly Sizes[] = [
  { n: 2, h: 5, w: 4, c: 2, kernel: [3, 2], filters: 3, stride: [1, 1] },
  { n: 1, h: 6, w: 7, c: 1, kernel: [2, 3], filters: 2, stride: [2, 3] },
  { n: 2, h: 5, w: 5, c: 3, kernel: [1, 1], filters: 2, stride: [2, 1] },
  { n: 1, h: 4, w: 4, c: 2, kernel: [3, 3], filters: 1, stride: [2, 2] },
];

/** Every index of an array, in row-major order. */
function indices(shape: readonly number[]): number[][] {
  let found: number[][] = [[]];
  for (const size of shape) {
    found = found.flatMap((index) => each(size, (i) => i).map((i) => [...index, i]));
  }
  return found;
}

function at(values: ArrayLike<number>, shape: readonly number[], index: readonly number[]): number {
  return values[index.reduce((position, i, axis) => position * shape[axis]! + i, 0)]!;
}

function total(shape: readonly number[], term: (index: number[]) => number): number {
  return indices(shape).reduce((sum, index) => sum + term(index), 0);
}

function casesOf({ n, h, w, c, kernel, filters, stride }: Sizes): Case[] {
  const [kh, kw] = kernel;
  const [down, across] = [h - kh, w - kw].map((room, i) => Math.floor(room / stride[i]!) + 1) as [
    number,
    number,
  ];
  const images = [n, h, w, c];
  const weights = [kh, kw, c, filters];
  const outputs = [n, down, across, filters];
  const hits = (y: number, i: number, row: number) => y * stride[0] + i === row;
  const meets = (x: number, j: number, column: number) => x * stride[1] + j === column;
  return [
    {
      op: 'convolve',
      shapes: [images, weights],
      build: ([x, v]) => k.convolve(x!, v!, stride),
      expected: ([x, v]) =>
        indices(outputs).map(([row, y, across, o]) =>
          total([kh, kw, c], ([i, j, channel]) => {
            const pixel = [row!, y! * stride[0] + i!, across! * stride[1] + j!, channel!];
            return at(x!, images, pixel) * at(v!, weights, [i!, j!, channel!, o!]);
          }),
        ),
    },
    {
      op: 'convolveInput',
      shapes: [outputs, weights],
      build: ([g, v]) => k.convolveInput(g!, v!, stride, [h, w]),
      expected: ([g, v]) =>
        indices(images).map(([row, line, column, channel]) =>
          total([down, across, kh, kw, filters], ([y, x, i, j, o]) =>
            hits(y!, i!, line!) && meets(x!, j!, column!)
              ? at(g!, outputs, [row!, y!, x!, o!]) * at(v!, weights, [i!, j!, channel!, o!])
              : 0,
          ),
        ),
    },
    {
      op: 'convolveWeights',
      shapes: [images, outputs],
      build: ([x, g]) => k.convolveWeights(x!, g!, stride, kernel),
      expected: ([x, g]) =>
        indices(weights).map(([i, j, channel, o]) =>
          total([n, down, across], ([row, y, x2]) => {
            const pixel = [row!, y! * stride[0] + i!, x2! * stride[1] + j!, channel!];
            return at(x!, images, pixel) * at(g!, outputs, [row!, y!, x2!, o!]);
          }),
        ),
    },
    {
      op: 'windows',
      shapes: [images],
      build: ([x]) => k.windows(x!, kernel, stride),
      expected: ([x]: Values) =>
        indices([n, down, kh, across, kw, c]).map(([row, y, i, x2, j, channel]) =>
          at(x!, images, [row!, y! * stride[0] + i!, x2! * stride[1] + j!, channel!]),
        ),
    },
  ];
}

/** A window that takes turns without gaps: a reshape. */
const tiling: Case = {
  op: 'windows',
  shapes: [[1, 4, 6, 1]],
  build: ([x]) => k.windows(x!, [2, 3], [2, 3]),
  expected: ([x]) =>
    indices([2, 2, 2, 3]).map(([y, i, x2, j]) => x![(y! * 2 + i!) * 6 + x2! * 3 + j!]!),
};

export const CONVOLUTION_CASES: readonly Case[] = [...SIZES.flatMap(casesOf), tiling];
