import { InvariantError } from '../base/diagnostic.js';
import { algebra as k } from './builders.js';
import { construct } from './construct.js';
import { gradient } from './gradient.js';
import { sameShape, type Node, type Shape } from './node.js';
import { primitiveOf } from './primitives/index.js';
import { ScalarFunction } from './scalar-function.js';
import { substitute } from './substitute.js';
import { dependents, topological } from './traverse.js';

/**
 * h[1] = start, h[t] = body with h[t - 1] for `previous`, along the first axis: start [..], previous and
 * body [T, ..]. What is linear in the previous value becomes a `recurrence`, all else a `fold`.
 */
export function scan(start: Node, previous: Node, body: Node): Node {
  const { shape } = body;
  const first = spread(start, shape.slice(1));
  const order = topological([body]);
  const reading = dependents(order, [previous]);
  const steps = order.filter((node) => reading.has(node) && node !== previous);
  const wrong = steps.find(({ op }) => primitiveOf(op).kind !== 'elementwise');
  if (wrong) throw new InvariantError(`${wrong.op} of the previous value is not elementwise`);
  return steps.every((node) => isLinearStep(node, reading))
    ? linearScan(first, previous, body)
    : foldScan(first, previous, body, steps);
}

function spread(x: Node, shape: Shape): Node {
  return sameShape(x.shape, shape) ? x : k.broadcast(x, shape, []);
}

function isLinearStep({ op, inputs }: Node, reading: ReadonlySet<Node>): boolean {
  switch (op) {
    case 'add':
    case 'sub':
    case 'neg':
      return true;
    case 'mul':
      return inputs.filter((input) => reading.has(input)).length === 1;
    case 'div':
      return !reading.has(inputs[1]!);
    default:
      return false;
  }
}

function linearScan(first: Node, previous: Node, body: Node): Node {
  const { shape } = body;
  const size = shape[0]!;
  const [slope] = gradient(k.sum(body), [previous]);
  const rest = substitute(body, new Map([[previous, k.constant(0, shape)]]));
  const row = k.reshape(first, [1, ...first.shape]);
  const own = size === 1 ? row : k.concat([row, k.slice(spread(rest, shape), 0, 1, size)], 0);
  return k.recurrence(spread(slope!, shape), own, false);
}

/** What does not read the previous value is computed beforehand, for all elements together. */
function foldScan(first: Node, previous: Node, body: Node, steps: readonly Node[]): Node {
  const parameters = [k.input('previous', [])];
  const arrays: Node[] = [];
  const scalars = new Map<Node, Node>([[previous, parameters[0]!]]);
  const scalarOf = (node: Node): Node => {
    const known = scalars.get(node);
    if (known !== undefined) return known;
    const constant = node.op === 'constant' && node.shape.length === 0;
    const made = constant ? node : k.input(`x${String(parameters.length)}`, []);
    if (!constant) {
      parameters.push(made);
      arrays.push(spread(node, body.shape));
    }
    scalars.set(node, made);
    return made;
  };
  for (const node of steps) {
    scalars.set(node, construct(node.op, node.inputs.map(scalarOf), node.attributes, k));
  }
  // A step that nothing but the previous value feeds still has a length.
  if (arrays.length === 0) {
    parameters.push(k.input('unused', []));
    arrays.push(k.constant(0, body.shape));
  }
  return k.fold(first, arrays, new ScalarFunction(parameters, scalars.get(body)!));
}
