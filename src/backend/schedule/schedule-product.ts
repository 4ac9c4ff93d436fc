import type { Node } from '../../expression/node.js';
import { scheduleConvolution } from './schedule-convolution.js';
import type { Fusion } from './grouping.js';
import { isConvolution, type Located } from './products.js';
import type { Reading } from './reading.js';
import { readsRows } from './rows.js';
import type { Matrix, Product } from './schedule.js';
import type { Storage } from './storage.js';

/** What a product is built with. `rows`: of the tiles it runs in; undefined outside tiles. */
export interface ProductSetting {
  readonly fusion: Fusion;
  readonly storage: Storage;
  readonly rows: number | undefined;
}

/** The product of a node, with places. */
export function scheduleProduct(node: Node, setting: ProductSetting): Product {
  const { fusion, storage, rows } = setting;
  const located = (reading: Reading, byRows: boolean): Located => ({
    place: storage.at(reading.root, reading.start),
    strides: reading.strides,
    tile: byRows ? storage.advance(reading, reading.strides[0]!, rows!) : 0,
  });
  const operands = node.inputs.map((input, i) => {
    const byRows = readsRows(node, i, rows);
    return located(fusion.readings.of(input, byRows), byRows);
  }) as [Located, Located];
  const own = { root: node, start: 0, strides: fusion.readings.layout(node) };
  const byRows = fusion.known.get(node)!.rows !== undefined;
  const output = located(own, rows !== undefined && byRows);
  const tile = rows === undefined ? 0 : fusion.tileOf(rows);
  if (isConvolution(node)) return scheduleConvolution(node, operands, output, tile);
  return scheduleMatmul(node, operands, output, rows === undefined ? undefined : tile);
}

function scheduleMatmul(
  node: Node,
  operands: readonly [Located, Located],
  output: Located,
  tile: number | undefined,
): Product {
  const { transposeA, transposeB } = node.attributes;
  const [count, columns] = node.shape as [number, number];
  const inner = node.inputs[0]!.shape[transposeA ? 0 : 1]!;
  const tiled = tile === undefined ? undefined : transposeA ? 'inner' : 'rows';
  const [left, right] = operands.map((operand, i) =>
    matrixOf(operand, i === 0 ? !!transposeA : !!transposeB),
  ) as [Matrix, Matrix];
  return {
    kind: 'product',
    rows: tiled === 'rows' ? tile! : count,
    inner: tiled === 'inner' ? tile! : inner,
    ...{ columns, tiled, left, right },
    output: matrixOf(output, false),
    accumulates: tiled === 'inner',
    ...{ around: [], sums: [], clears: false },
  };
}

function matrixOf({ place, strides, tile }: Located, turned: boolean): Matrix {
  const [row, column] = (turned ? [...strides].reverse() : strides) as [number, number];
  return { place, row, column, tile };
}
