import { algebra, sizeOf, type Node } from '../../expression/index.js';
import type { Variable } from '../3-factorize/graph.js';

/** An unknown, or one of its columns, that a normal block has as one vector. */
export interface Part {
  readonly variable: Variable;
  /** What stands for it: the unknown's own input, or one of the column's shape. */
  readonly input: Node;
  /** Where it lies in the unknown, in row-major order: at offset, offset + stride, and so on. */
  readonly offset: number;
  readonly stride: number;
  /** Which it is along which axis, from 0. */
  readonly column?: { readonly axis: number; readonly at: number };
}

const { add, broadcast, concat, constant, mul, reshape } = algebra;

export function wholePart(variable: Variable): Part {
  return { variable, input: variable.input, offset: 0, stride: 1 };
}

/** The columns along the first or the last axis. */
export function columnParts(variable: Variable, axis: number): Part[] {
  const { name, shape } = variable;
  const rest = shape.filter((_, other) => other !== axis);
  const count = shape[axis]!;
  const isLast = axis === shape.length - 1;
  return Array.from({ length: count }, (_, k) => ({
    variable,
    input: algebra.input(`${name}[${', '.repeat(axis)}${String(k + 1)}]`, rest),
    column: { axis, at: k },
    ...(isLast ? { offset: k, stride: count } : { offset: k * sizeOf(rest), stride: 1 }),
  }));
}

/** The unknown as the analysis sees it: a sum of its columns, each put in its place by an indicator. */
export function sumOfParts(parts: readonly Part[]): Node {
  const [{ variable, input: whole, column }] = parts as [Part];
  if (column === undefined) return whole;
  const { shape } = variable;
  const { axis } = column;
  const others = [...shape.keys()].filter((other) => other !== axis);
  const placed = parts.map(({ input }, k) => {
    const indicator = Float64Array.from(parts, (_, other) => (other === k ? 1 : 0));
    return mul(broadcast(input, shape, others), broadcast(constant(indicator), shape, [axis]));
  });
  return placed.reduce(add);
}

/** A node of the unknown's shape from one for each of its parts. */
export function joinedParts(parts: readonly Part[], nodes: readonly Node[]): Node {
  const [{ variable, column }] = parts as [Part];
  if (column === undefined) return nodes[0]!;
  const { shape } = variable;
  const { axis } = column;
  const slice = shape.map((size, other) => (other === axis ? 1 : size));
  return concat(
    nodes.map((node) => reshape(node, slice)),
    axis,
  );
}
