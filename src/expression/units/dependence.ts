import type { Node } from '../node.js';
import { primitiveOf } from '../primitives/index.js';

/**
 * How a node depends on units: unit j is position j of some inputs, along an axis of each. `along`: position j of the
 * axis depends on unit j alone. `sum`: over units, of what each contributes. `after`: a function of such sums. `bent`
 * where a unit enters other than by sums and products with what is given.
 */
export type UnitDependence =
  | { readonly kind: 'along'; readonly axis: number; readonly bent: boolean }
  | { readonly kind: 'sum'; readonly bent: boolean }
  | { readonly kind: 'after' };

type Along = Extract<UnitDependence, { kind: 'along' }>;
/** Of each operand; undefined where it depends on no unit. */
type Operands = readonly (Along | undefined)[];

/**
 * Dependence of every node on the units that inputs have along an axis each; undefined where units meet in a node
 * other than in a sum over them. `order` is topological.
 */
export function unitDependence(
  order: readonly Node[],
  axes: ReadonlyMap<Node, number>,
): ReadonlyMap<Node, UnitDependence> | undefined {
  const found = new Map<Node, UnitDependence>();
  for (const node of order) {
    const axis = axes.get(node);
    const below = node.inputs.map((input) => found.get(input));
    if (axis === undefined && below.every((each) => each === undefined)) continue;
    const own =
      axis === undefined
        ? dependenceOf(node, below)
        : ({ kind: 'along', axis, bent: false } as const);
    if (own === undefined) return undefined;
    found.set(node, own);
  }
  return found;
}

function dependenceOf(
  node: Node,
  below: readonly (UnitDependence | undefined)[],
): UnitDependence | undefined {
  if (below.every((each) => each?.kind !== 'along')) return { kind: 'after' };
  const operands = below.map((each) => (each?.kind === 'along' ? each : undefined));
  if (operands.some((each, i) => each === undefined && below[i] !== undefined)) return undefined;
  if (primitiveOf(node.op).kind === 'elementwise') return elementwise(node, operands);
  return RULES[node.op]?.(node, operands);
}

const STRAIGHT: ReadonlySet<string> = new Set(['add', 'sub', 'neg']);
const STRAIGHT_IN_ONE: ReadonlySet<string> = new Set(['mul', 'div']);

function elementwise({ op }: Node, operands: Operands): Along | undefined {
  const [first, ...others] = operands.filter((each) => each !== undefined);
  if (others.some(({ axis }) => axis !== first!.axis)) return undefined;
  const straight =
    STRAIGHT.has(op) ||
    (STRAIGHT_IN_ONE.has(op) && others.length === 0 && operands[0] !== undefined) ||
    (op === 'mul' && others.length === 0);
  return { ...first!, bent: !straight || operands.some((each) => each?.bent === true) };
}

type Rule = (node: Node, operands: Operands) => UnitDependence | undefined;

const RULES: Readonly<Record<string, Rule>> = {
  broadcast({ attributes }, [x]) {
    return { ...x!, axis: (attributes.axes as readonly number[])[x!.axis]! };
  },
  transpose: (_, [x]) => ({ ...x!, axis: 1 - x!.axis }),
  reshape(node, [x]) {
    const axis = reshapedAxis(node, x!.axis);
    return axis === undefined ? undefined : { ...x!, axis };
  },
  sum({ attributes }, [x]) {
    const axes = attributes.axes as readonly number[];
    if (axes.includes(x!.axis)) return { kind: 'sum', bent: x!.bent };
    return { ...x!, axis: x!.axis - axes.filter((axis) => axis < x!.axis).length };
  },
  matmul(node, [a, b]) {
    const inner = innerAxes(node);
    const isInner = [a?.axis === inner[0], b?.axis === inner[1]];
    if (a && b) {
      if (!isInner[0] || !isInner[1]) return undefined;
      return { kind: 'sum', bent: true };
    }
    const one = (a ?? b)!;
    if (isInner[a ? 0 : 1]) return { kind: 'sum', bent: one.bent };
    return { ...one, axis: a ? 0 : 1 };
  },
};

/** The axes of both matrices that a product sums over. */
export function innerAxes({ attributes }: Node): readonly [number, number] {
  return [attributes.transposeA ? 0 : 1, attributes.transposeB ? 1 : 0];
}

/** The axis of the result that is an axis of the operand: as long, and with as much before it. */
function reshapedAxis({ shape, inputs: [x] }: Node, axis: number): number | undefined {
  const before = (sizes: readonly number[], end: number) =>
    sizes.slice(0, end).reduce((product, size) => product * size, 1);
  const count = x!.shape[axis]!;
  const at = shape.findIndex(
    (size, i) => size === count && before(shape, i) === before(x!.shape, axis),
  );
  return at < 0 ? undefined : at;
}
