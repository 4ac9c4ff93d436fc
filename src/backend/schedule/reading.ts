import type { Node, Shape } from '../../expression/node.js';
import { stridesOf } from '../../expression/strides.js';

/** A node's values as elements of the stored node `root`, without copying. */
export interface Reading {
  readonly root: Node;
  readonly start: number;
  /** Along the axes of the node. */
  readonly strides: readonly number[];
}

const VIEWS = new Set(['broadcast', 'transpose', 'reshape', 'slice']);

export function isView(node: Node): boolean {
  return VIEWS.has(node.op);
}

/** Whether strides are those of a dense array, axes of length 1 aside. */
export function isDense(shape: Shape, strides: readonly number[]): boolean {
  const dense = stridesOf(shape);
  return shape.every((size, axis) => size === 1 || strides[axis] === dense[axis]);
}

/** Readings of all nodes; views that cannot be read in place are stored as copies. */
export class Readings {
  private readonly readings = new Map<Node, Reading>();
  private readonly stored: Set<Node>;

  /** `order`: topological. `dense`: must lie in one piece. `copied`: views to be stored anyway. */
  constructor(order: readonly Node[], dense: ReadonlySet<Node>, copied: Iterable<Node>) {
    this.stored = new Set(copied);
    for (const node of order) {
      this.readings.set(node, this.read(node));
      // A copied reshape too wants what it copies in one piece.
      if (this.stored.has(node)) this.source(node);
    }
    for (const node of dense) {
      if (!isDense(node.shape, this.of(node).strides)) this.stored.add(node);
    }
    // Once more: views of what is stored now read it there.
    for (const node of order) this.readings.set(node, this.read(node));
  }

  of(node: Node): Reading {
    return this.readings.get(node)!;
  }

  isCopy(node: Node): boolean {
    return this.stored.has(node);
  }

  /** What a copied view copies. */
  source(view: Node): Reading {
    const inner = view.inputs[0]!;
    const under = this.of(inner);
    switch (view.op) {
      case 'transpose':
        return { ...under, strides: [...under.strides].reverse() };
      case 'broadcast':
        return { ...under, strides: repeated(view, under) };
      case 'slice': {
        const { axis, start } = view.attributes as Record<string, number>;
        return { ...under, start: under.start + start! * under.strides[axis!]! };
      }
      default:
        return { ...this.inOnePiece(inner), strides: stridesOf(view.shape) };
    }
  }

  private read(node: Node): Reading {
    return isView(node) && !this.stored.has(node) ? this.source(node) : itself(node);
  }

  private inOnePiece(node: Node): Reading {
    const reading = this.of(node);
    if (isDense(node.shape, reading.strides)) return reading;
    this.stored.add(node);
    this.readings.set(node, itself(node));
    return itself(node);
  }
}

function itself(node: Node): Reading {
  return { root: node, start: 0, strides: stridesOf(node.shape) };
}

function repeated(view: Node, under: Reading): number[] {
  const axes = view.attributes.axes as readonly number[];
  return view.shape.map((_, axis) => under.strides[axes.indexOf(axis)] ?? 0);
}
