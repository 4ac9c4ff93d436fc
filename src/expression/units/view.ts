import { InvariantError } from '../../base/diagnostic.js';
import { algebra } from '../builders.js';
import { construct } from '../construct.js';
import type { Attribute, Node, Shape } from '../node.js';
import { substituteAll } from '../substitute.js';
import { topological } from '../traverse.js';
import { innerAxes, type UnitDependence } from './dependence.js';

/** A sum over units: what one contributes, and an input for what all others do. */
export interface UnitSum {
  readonly total: Node;
  /** A function of the unit's slices. */
  readonly own: Node;
  readonly rest: Node;
}

/** What is not of the units but has a value for each: an input for that of one. */
export interface HeldSlice {
  readonly full: Node;
  readonly axis: number;
  readonly slice: Node;
}

/** Expressions as functions of one unit, the others in sums that are given. */
export interface UnitView {
  readonly outputs: readonly Node[];
  readonly sums: readonly UnitSum[];
  readonly held: readonly HeldSlice[];
}

/**
 * The outputs with the slices of one unit, inputs whose axis has length 1, in place of the inputs that hold all
 * units. `dependence` is that of all nodes below the outputs.
 */
export function unitView(
  outputs: readonly Node[],
  dependence: ReadonlyMap<Node, UnitDependence>,
  slices: ReadonlyMap<Node, Node>,
): UnitView {
  const view = new View(dependence, slices);
  for (const node of topological(outputs)) view.visit(node);
  const given = view.sums.map(({ total, own, rest }): [Node, Node] => [
    total,
    algebra.add(rest, own),
  ]);
  return { outputs: substituteAll(outputs, new Map(given)), sums: view.sums, held: view.held };
}

class View {
  readonly sums: UnitSum[] = [];
  readonly held: HeldSlice[] = [];
  private readonly made: Map<Node, Node>;

  constructor(
    private readonly dependence: ReadonlyMap<Node, UnitDependence>,
    slices: ReadonlyMap<Node, Node>,
  ) {
    this.made = new Map(slices);
  }

  visit(node: Node): void {
    const own = this.dependence.get(node);
    if (own === undefined || own.kind === 'after' || this.made.has(node)) return;
    const small = this.rebuilt(node);
    if (own.kind === 'along') {
      this.made.set(node, small);
      return;
    }
    const rest = algebra.input(`unit:rest:${String(this.sums.length)}`, node.shape);
    this.sums.push({ total: node, own: small, rest });
  }

  private rebuilt(node: Node): Node {
    const inputs = node.inputs.map((input, i) => this.operand(node, input, i));
    return construct(node.op, inputs, this.attributes(node), algebra);
  }

  private attributes(node: Node): Readonly<Record<string, Attribute>> {
    const own = this.dependence.get(node)!;
    if (own.kind !== 'along' || node.attributes.shape === undefined) return node.attributes;
    return { ...node.attributes, shape: ofOne(node.attributes.shape as Shape, own.axis) };
  }

  private operand(node: Node, input: Node, index: number): Node {
    const made = this.made.get(input);
    if (made !== undefined) return made;
    const axis = this.axisBeside(node, index);
    return axis === undefined || input.shape.length === 0 ? input : this.atUnit(input, axis);
  }

  /** The axis of an operand free of the units that runs along them, if one does. */
  private axisBeside(node: Node, index: number): number | undefined {
    const other = this.dependence.get(node.inputs[1 - index] ?? node);
    if (node.op !== 'matmul') return this.alongAxis(node);
    const inner = innerAxes(node);
    const isSum = other?.kind === 'along' && other.axis === inner[1 - index];
    return isSum ? inner[index] : undefined;
  }

  private alongAxis(node: Node): number {
    const own = this.dependence.get(node);
    if (own?.kind !== 'along')
      throw new InvariantError(`${node.op} sums units beside another operand`);
    return own.axis;
  }

  /** One unit's part of a node that is free of the units. */
  private atUnit(node: Node, axis: number): Node {
    if (node.op === 'broadcast' && !(node.attributes.axes as readonly number[]).includes(axis)) {
      const { axes } = node.attributes as { readonly axes: readonly number[] };
      return algebra.broadcast(node.inputs[0]!, ofOne(node.shape, axis), axes);
    }
    const known = this.held.find((each) => each.full === node && each.axis === axis);
    if (known !== undefined) return known.slice;
    const name = `unit:held:${String(this.held.length)}`;
    const slice = algebra.input(name, ofOne(node.shape, axis));
    this.held.push({ full: node, axis, slice });
    return slice;
  }
}

function ofOne(shape: Shape, axis: number): Shape {
  return shape.map((size, at) => (at === axis ? 1 : size));
}
