import type { Product } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { nestText } from './blocks.js';
import { broadcastProductText } from './broadcast-product.js';
import { dotProductText } from './dot-product.js';
import { panelOf, type KernelSetting, type Panel } from './panel.js';
import { base, sumText, timesText } from './positions.js';
import { turnedProductText } from './turned-product.js';
import { lanesOf } from './vector-types.js';

/** Statements of a product, by the kernel that reads most of it in whole vectors. */
export function productText(product: Product, target: Target): string {
  const { around, clears } = product;
  const extents = around.map(({ extent }) => extent);
  const text = nestText('o', extents, kernelText(product, target));
  return clears ? `${clearingText(product)}\n${text}` : text;
}

function clearingText({ output: { place, tile } }: Product): string {
  const element = place.type === 'f32' ? 4 : 8;
  const bytes = (tile === 0 ? place.size : tile) * element;
  const start = sumText([place.offset, timesText('t', tile)]);
  return `__builtin_memset(${base(place)} + ${start}, 0, ${String(bytes)});`;
}

function kernelText(product: Product, target: Target): string {
  const { left, right, output, columns, tiled, accumulates } = product;
  const type = left.place.type === 'f32' && right.place.type === 'f32' ? 'f32' : 'f64';
  const sums = product.sums.map(({ extent }) => extent);
  const setting = { target, type, accumulates, sums } as const;
  const alongInner = left.column === 1 && right.row === 1;
  if (tiled === 'inner' && alongInner) {
    const wide = 2 * columns > lanesOf(type, target) && output.column === 1;
    const turns = wide && product.around.length === 0 && sums.length === 0;
    return turns && right.place.type === type && left.place.type === type
      ? turnedProductText(product, setting)
      : alongBoth(product, setting);
  }
  if (left.row === 1 && output.row === 1) return alongRows(product, setting);
  if (right.column === 1 && output.column === 1) return alongColumns(product, setting);
  if (alongInner) return alongBoth(product, setting);
  return left.row === 1 ? alongRows(product, setting) : alongColumns(product, setting);
}

/** A matrix of the product, and where it stands at each position of the axes around and summed over. */
function panel(
  { around, sums, ...product }: Product,
  which: 'left' | 'right' | 'output',
  turns: boolean,
): Panel {
  const matrix = product[which];
  const [major, minor] = turns ? [matrix.column, matrix.row] : [matrix.row, matrix.column];
  const summed = which === 'output' ? [] : sums.map((axis) => axis[which]);
  return panelOf(matrix, major, minor, { o: around.map((axis) => axis[which]), s: summed });
}

function alongBoth(product: Product, setting: KernelSetting): string {
  const { rows, inner, columns } = product;
  return dotProductText(
    {
      a: panel(product, 'left', false),
      b: panel(product, 'right', true),
      c: panel(product, 'output', false),
      ...{ rows, inner, columns },
    },
    setting,
  );
}

function alongRows(product: Product, setting: KernelSetting): string {
  const { rows, inner, columns } = product;
  return broadcastProductText(
    {
      vectors: panel(product, 'left', true),
      factors: panel(product, 'right', false),
      output: panel(product, 'output', true),
      ...{ length: rows, inner, count: columns },
    },
    setting,
  );
}

function alongColumns(product: Product, setting: KernelSetting): string {
  const { rows, inner, columns } = product;
  return broadcastProductText(
    {
      vectors: panel(product, 'right', false),
      factors: panel(product, 'left', true),
      output: panel(product, 'output', false),
      ...{ length: columns, inner, count: rows },
    },
    setting,
  );
}
