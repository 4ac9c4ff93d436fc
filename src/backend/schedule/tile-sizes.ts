import { sizeOf, type Node } from '../../expression/node.js';
import type { Standing } from './rows.js';
import type { ElementType } from './schedule.js';
import { isView } from './views.js';

interface Options {
  readonly precision: ElementType;
  readonly lanes?: number;
}

/** What the widest node of a tile may take: a part of the second cache. */
const TILE_BYTES = 256 * 1024;

/** Rows of a tile, by the number of all rows. */
export function tileSizes(
  order: readonly Node[],
  known: ReadonlyMap<Node, Standing>,
  options: Options,
): (rows: number) => number {
  const widths = new Map<number, number>();
  for (const node of order) {
    const { rows, pass } = known.get(node)!;
    if (rows === undefined || pass === undefined || isView(node)) continue;
    widths.set(rows, Math.max(widths.get(rows) ?? 0, sizeOf(node.shape) / rows));
  }
  return (rows) => tileRows(rows, widths.get(rows) ?? 1, options);
}

/** Few enough for the caches, whole vectors, a whole number of tiles where there is one. */
function tileRows(rows: number, width: number, { precision, lanes = 0 }: Options): number {
  const step = Math.max(8, lanes);
  const bytes = precision === 'f32' ? 4 : 8;
  const fitting = Math.floor(TILE_BYTES / (width * bytes) / step) * step;
  const widest = Math.max(step, Math.min(fitting, precision === 'f32' ? 80 : 40));
  for (let tile = widest; tile >= widest / 2; tile -= step) if (rows % tile === 0) return tile;
  return Math.min(widest, Math.ceil(rows / step) * step);
}
