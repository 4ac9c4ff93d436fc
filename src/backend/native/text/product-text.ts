import type { Product } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { broadcastProductText } from './broadcast-product.js';
import { dotProductText } from './dot-product.js';

/** Statements of a product, by the kernel that reads most of it in whole vectors. */
export function productText(product: Product, target: Target): string {
  const { left, right, output, rows, inner, columns, tiled, accumulates } = product;
  const type = left.place.type === 'f32' && right.place.type === 'f32' ? 'f32' : 'f64';
  const setting = { target, type, accumulates } as const;
  const alongInner = left.column === 1 && right.row === 1;
  const dot = () =>
    dotProductText(
      {
        a: { matrix: left, major: left.row, minor: left.column },
        b: { matrix: right, major: right.column, minor: right.row },
        c: { matrix: output, major: output.row, minor: output.column },
        ...{ rows, inner, columns },
      },
      setting,
    );
  if (tiled === 'inner' && alongInner) return dot();
  const alongRows = () =>
    broadcastProductText(
      {
        vectors: { matrix: left, major: left.column, minor: left.row },
        factors: { matrix: right, major: right.row, minor: right.column },
        output: { matrix: output, major: output.column, minor: output.row },
        ...{ length: rows, inner, count: columns },
      },
      setting,
    );
  const alongColumns = () =>
    broadcastProductText(
      {
        vectors: { matrix: right, major: right.row, minor: right.column },
        factors: { matrix: left, major: left.column, minor: left.row },
        output: { matrix: output, major: output.row, minor: output.column },
        ...{ length: columns, inner, count: rows },
      },
      setting,
    );
  if (left.row === 1 && output.row === 1) return alongRows();
  if (right.column === 1 && output.column === 1) return alongColumns();
  if (alongInner) return dot();
  return left.row === 1 ? alongRows() : alongColumns();
}
