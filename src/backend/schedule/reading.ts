import type { Node, Shape } from '../../expression/node.js';
import { stridesOf } from '../../expression/strides.js';
import { pairOf } from '../../expression/windows.js';
import type { Standing } from './rows.js';
import { isView, keepsRows } from './views.js';

/** A node's values as elements of the stored node `root`, without copying. */
export interface Reading {
  readonly root: Node;
  readonly start: number;
  /** Along the axes of the node, in the layout of the root. */
  readonly strides: readonly number[];
}

/** Whether strides are those of a dense array, axes of length 1 aside. */
function isDense(shape: Shape, strides: readonly number[]): boolean {
  return agree(shape, strides, stridesOf(shape));
}

function agree(shape: Shape, a: readonly number[], b: readonly number[]): boolean {
  return shape.every((size, axis) => size === 1 || a[axis] === b[axis]);
}

/** Strides inside a tile: its rows lie next to each other, the other axes row-major around them. */
function tileStrides(shape: Shape, tile: number): number[] {
  return stridesOf(shape).map((_, axis) =>
    axis === 0 ? 1 : stridesOf(shape.slice(1))[axis - 1]! * tile,
  );
}

/** Readings of all nodes; views that cannot be read in place are stored as copies. */
export class Readings {
  private readonly byRows = new Map<Node, Reading>();
  private readonly asWhole = new Map<Node, Reading>();
  private readonly stored: Set<Node>;
  private readonly packed = new Map<Node, Node>();

  /**
   * `order`: topological. `dense`: must lie in one piece, row-major. `copied`: views to be stored
   * anyway. `tileOf`: rows of a tile.
   */
  constructor(
    order: readonly Node[],
    private readonly known: ReadonlyMap<Node, Standing>,
    private readonly tileOf: (rows: number) => number,
    dense: ReadonlySet<Node>,
  ) {
    this.stored = new Set();
    for (const node of order) if (isView(node)) this.inOnePiece(node);
    for (const node of dense) {
      if (!isDense(node.shape, this.of(node).strides)) this.store(node);
    }
  }

  /** `byRows`: inside tiles, along the leading axis. */
  of(node: Node, byRows = this.isRowwise(node)): Reading {
    const readings = byRows ? this.byRows : this.asWhole;
    let found = readings.get(node);
    if (found === undefined) {
      found =
        isView(node) && !this.stored.has(node)
          ? this.view(node, byRows)
          : this.itself(node, byRows);
      readings.set(node, found);
    }
    return found;
  }

  isCopy(node: Node): boolean {
    return this.stored.has(node) || node.op === 'copy';
  }

  /** What a copy copies. */
  source(copy: Node): Reading {
    return copy.op === 'copy'
      ? this.of(copy.inputs[0]!, this.isRowwise(copy))
      : this.view(copy, this.isRowwise(copy));
  }

  /** Strides along the axes of a stored node. */
  layout(root: Node): number[] {
    const tile = this.tiling(root);
    return tile === undefined ? stridesOf(root.shape) : tileStrides(root.shape, tile);
  }

  /** Rows of a tile, for a node that is stored tile by tile. */
  tiling(root: Node): number | undefined {
    if (root.attributes.packed !== undefined) return root.attributes.packed as number;
    if (root.op === 'constant' || root.op === 'input' || root.attributes.whole) return undefined;
    const { rows, pass } = this.known.get(root)!;
    return rows === undefined || pass === undefined ? undefined : this.tileOf(rows);
  }

  private isRowwise(node: Node): boolean {
    const standing = this.known.get(node);
    return standing?.rows !== undefined && standing.pass !== undefined;
  }

  private itself(node: Node, byRows: boolean): Reading {
    const rows = this.known.get(node)?.rows;
    const packs = byRows && node.op === 'constant' && rows !== undefined && node.shape.length > 1;
    const root = packs ? this.pack(node, this.tileOf(rows)) : node;
    return { root, start: 0, strides: this.layout(root) };
  }

  private pack(node: Node, tile: number): Node {
    const attributes = { ...node.attributes, packed: tile };
    const made = this.packed.get(node) ?? { ...node, attributes };
    this.packed.set(node, made);
    return made;
  }

  private view(view: Node, byRows: boolean): Reading {
    const inner = view.inputs[0]!;
    const under = this.of(inner, byRows && keepsRows(view));
    switch (view.op) {
      case 'transpose':
        return { ...under, strides: [...under.strides].reverse() };
      case 'broadcast':
        return { ...under, strides: repeated(view, under) };
      case 'slice': {
        const { axis, start } = view.attributes as Record<string, number>;
        return { ...under, start: under.start + start! * under.strides[axis!]! };
      }
      case 'windows':
        return { ...under, strides: windowStrides(view, under) };
      default: {
        const tile = this.tiling(under.root);
        return { ...under, strides: layoutStrides(view.shape, byRows ? tile : undefined) };
      }
    }
  }

  /** Stores what a reshape reads where its strides do not let it. */
  private inOnePiece(view: Node): void {
    if (view.op !== 'reshape') return;
    const inner = view.inputs[0]!;
    for (const byRows of this.known.get(view)!.rows === undefined ? [false] : [false, true]) {
      if (byRows !== this.isRowwise(view) && inner.op !== 'constant') continue;
      const { root, strides } = this.of(inner, byRows && keepsRows(view));
      const tile = byRows ? this.tiling(root) : undefined;
      if (!agree(inner.shape, strides, layoutStrides(inner.shape, tile))) this.store(inner);
    }
  }

  private store(view: Node): void {
    this.stored.add(view);
    this.byRows.clear();
    this.asWhole.clear();
  }
}

function layoutStrides(shape: Shape, tile: number | undefined): number[] {
  return tile === undefined ? stridesOf(shape) : tileStrides(shape, tile);
}

/** Along places and windows in turn: both move through the same axis. */
function windowStrides({ attributes }: Node, { strides }: Reading): number[] {
  const [row, line, column, channel] = strides as [number, number, number, number];
  const [down, across] = pairOf(attributes, 'stride');
  return [row, down * line, line, across * column, column, channel];
}

function repeated(view: Node, under: Reading): number[] {
  const axes = view.attributes.axes as readonly number[];
  return view.shape.map((_, axis) => under.strides[axes.indexOf(axis)] ?? 0);
}
