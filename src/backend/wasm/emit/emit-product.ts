import type { Product } from '../../schedule/schedule.js';
import type { Machine } from '../elementwise/index.js';
import type { Code } from '../encoder/index.js';
import { BroadcastProduct } from './broadcast-product.js';
import { DotProduct } from './dot-product.js';
import { PanelCode } from './panel.js';
import type { ConstantAddress, StepParameters } from './pointers.js';
import { LANES } from './vector-access.js';

/**
 * Writes a product into the body of its function. Along which axis neighbours lie next to each other
 * decides the kernel.
 */
export function emitProduct(
  code: Code,
  product: Product,
  parameters: StepParameters,
  constants: ConstantAddress,
  machine: Machine,
): void {
  const { left, right, output, rows, inner, columns, tiled, accumulates } = product;
  const type = left.place.type === 'f32' && right.place.type === 'f32' ? 'f32' : 'f64';
  const kernel = new PanelCode(code, type, machine, parameters, constants);
  const alongInner = left.column === 1 && right.row === 1 && inner >= LANES[type];
  if (tiled === 'inner' || (alongInner && right.column !== 1 && left.row !== 1)) {
    const a = kernel.panel(left, left.row, left.column);
    const b = kernel.panel(right, right.column, right.row);
    const c = kernel.panel(output, output.row, output.column);
    new DotProduct(kernel, a, b, c, { rows, inner, columns, accumulates }).emit();
    return;
  }
  // Of the transpose, columns by rows, where it is the rows that lie next to each other.
  const turned = tiled === 'rows' || (left.row === 1 && output.row === 1 && columns !== 1);
  const [majors, minors] = turned ? [columns, rows] : [rows, columns];
  const [a, b, c] = turned
    ? [
        kernel.panel(right, right.column, right.row),
        kernel.panel(left, left.column, left.row),
        kernel.panel(output, output.column, output.row),
      ]
    : [
        kernel.panel(left, left.row, left.column),
        kernel.panel(right, right.row, right.column),
        kernel.panel(output, output.row, output.column),
      ];
  new BroadcastProduct(kernel, a, b, c, { majors, inner, minors, accumulates }).emit();
}
