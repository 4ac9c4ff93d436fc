import type { Product } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { broadcastProductText } from './broadcast-product.js';
import { dotProductText } from './dot-product.js';
import { panelOf, type KernelSetting } from './panel.js';
import { turnedProductText } from './turned-product.js';
import { lanesOf } from './vector-types.js';

/** Statements of a product, by the kernel that reads most of it in whole vectors. */
export function productText(product: Product, target: Target): string {
  const { left, right, output, columns, tiled, accumulates } = product;
  const type = left.place.type === 'f32' && right.place.type === 'f32' ? 'f32' : 'f64';
  const setting = { target, type, accumulates } as const;
  const alongInner = left.column === 1 && right.row === 1;
  if (tiled === 'inner' && alongInner) {
    const wide = 2 * columns > lanesOf(type, target) && output.column === 1;
    return wide && right.place.type === type && left.place.type === type
      ? turnedProductText(product, setting)
      : alongBoth(product, setting);
  }
  if (left.row === 1 && output.row === 1) return alongRows(product, setting);
  if (right.column === 1 && output.column === 1) return alongColumns(product, setting);
  if (alongInner) return alongBoth(product, setting);
  return left.row === 1 ? alongRows(product, setting) : alongColumns(product, setting);
}

function alongBoth(product: Product, setting: KernelSetting): string {
  const { left, right, output, rows, inner, columns } = product;
  return dotProductText(
    {
      a: panelOf(left, left.row, left.column),
      b: panelOf(right, right.column, right.row),
      c: panelOf(output, output.row, output.column),
      ...{ rows, inner, columns },
    },
    setting,
  );
}

function alongRows(product: Product, setting: KernelSetting): string {
  const { left, right, output, rows, inner, columns } = product;
  return broadcastProductText(
    {
      vectors: panelOf(left, left.column, left.row),
      factors: panelOf(right, right.row, right.column),
      output: panelOf(output, output.column, output.row),
      ...{ length: rows, inner, count: columns },
    },
    setting,
  );
}

function alongColumns(product: Product, setting: KernelSetting): string {
  const { left, right, output, rows, inner, columns } = product;
  return broadcastProductText(
    {
      vectors: panelOf(right, right.row, right.column),
      factors: panelOf(left, left.column, left.row),
      output: panelOf(output, output.row, output.column),
      ...{ length: columns, inner, count: rows },
    },
    setting,
  );
}
