import type { Product, ProductAxis } from '../../schedule/schedule.js';
import type { Machine } from '../elementwise/index.js';
import type { Code } from '../encoder/index.js';
import { BroadcastProduct } from './broadcast-product.js';
import { clearPlace } from './clear.js';
import { countedLoop } from './counted-loop.js';
import { DotProduct } from './dot-product.js';
import { PanelCode, type Panel } from './panel.js';
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
  const { left, right, output } = product;
  const type = left.place.type === 'f32' && right.place.type === 'f32' ? 'f32' : 'f64';
  const kernel = new PanelCode(code, type, machine, parameters, constants);
  const { panels, emit } = isDot(product, type)
    ? dotProduct(product, kernel)
    : broadcastProduct(product, kernel);
  if (product.clears) {
    const size = output.tile === 0 ? output.place.size : output.tile;
    clearPlace(code, panels.output.pointer, panels.output.offset, { ...output.place, size });
  }
  emitAround(kernel, panels, product.around, emit);
}

/** The three matrices as the kernel sees them. */
interface Panels {
  readonly left: Panel;
  readonly right: Panel;
  readonly output: Panel;
}

interface Emission {
  readonly panels: Panels;
  emit(): void;
}

/** Runs a product at every position of the axes around it. */
function emitAround(
  kernel: PanelCode,
  panels: Panels,
  [axis, ...rest]: readonly ProductAxis[],
  emit: () => void,
): void {
  if (axis === undefined) {
    emit();
    return;
  }
  const move = (positions: number) => {
    for (const matrix of ['left', 'right', 'output'] as const) {
      kernel.shift(panels[matrix], axis[matrix] * positions);
    }
  };
  countedLoop(kernel.code, axis.extent, () => {
    emitAround(kernel, panels, rest, emit);
    move(1);
  });
  move(-axis.extent);
}

function isDot({ left, right, inner, tiled }: Product, type: 'f64' | 'f32'): boolean {
  const alongInner = left.column === 1 && right.row === 1 && inner >= LANES[type];
  return tiled === 'inner' || (alongInner && right.column !== 1 && left.row !== 1);
}

function dotProduct(product: Product, kernel: PanelCode): Emission {
  const { left, right, output, rows, inner, columns, accumulates } = product;
  const panels = {
    left: kernel.panel(left, left.row, left.column),
    right: kernel.panel(right, right.column, right.row),
    output: kernel.panel(output, output.row, output.column),
  };
  const sums = product.sums.map(({ extent, left: a, right: b }) => ({ extent, a, b }));
  const extents = { rows, inner, columns, accumulates, sums };
  const dot = new DotProduct(kernel, panels.left, panels.right, panels.output, extents);
  return {
    panels,
    emit: () => {
      dot.emit();
    },
  };
}

function broadcastProduct(product: Product, kernel: PanelCode): Emission {
  const { left, right, output, rows, inner, columns, tiled, accumulates } = product;
  // Of the transpose, columns by rows, where it is the rows that lie next to each other.
  const turned = tiled === 'rows' || (left.row === 1 && output.row === 1 && columns !== 1);
  const panels = turned
    ? {
        left: kernel.panel(left, left.column, left.row),
        right: kernel.panel(right, right.column, right.row),
        output: kernel.panel(output, output.column, output.row),
      }
    : {
        left: kernel.panel(left, left.row, left.column),
        right: kernel.panel(right, right.row, right.column),
        output: kernel.panel(output, output.row, output.column),
      };
  const [majors, minors] = turned ? [columns, rows] : [rows, columns];
  const sums = product.sums.map(({ extent, ...stride }) => {
    const [a, b] = turned ? [stride.right, stride.left] : [stride.left, stride.right];
    return { extent, a, b };
  });
  const extents = { majors, inner, minors, accumulates, sums };
  const [a, b] = turned ? [panels.right, panels.left] : [panels.left, panels.right];
  const broadcast = new BroadcastProduct(kernel, a, b, panels.output, extents);
  return {
    panels,
    emit: () => {
      broadcast.emit();
    },
  };
}
