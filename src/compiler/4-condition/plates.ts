import { sizeOf, topological, type Node } from '../../expression/index.js';
import { forElements, isDiscrete } from '../../library/index.js';
import type { Factor, FactorGraph, Variable } from '../3-factorize/graph.js';

/**
 * Whether the prior of `target` is a location and scale family whose scale reads `scale`: then the
 * standardised values of the target can be held while the scale moves.
 */
export function scales(graph: FactorGraph, scale: Variable, target: Variable): boolean {
  if (!isStandardised(graph, target) || target.support.kind !== 'real') return false;
  // What chooses among scales moves by no step of its own.
  if (isDiscrete(scale.support.kind)) return false;
  return reads(priorScale(graph, target).scale, scale);
}

interface LocationAndScale {
  readonly location: Node;
  readonly scale: Node;
}

/** Of an unknown whose prior is a location and scale family. */
export function priorScale(graph: FactorGraph, variable: Variable): LocationAndScale {
  const { distribution, parameters } = priorOf(graph, variable);
  const at = (i: number) => {
    const own = distribution.parameters[i]!.axes.length;
    return forElements(parameters[i]!, own, variable.shape, distribution.event.length);
  };
  const { location, scale } = distribution.standardised!;
  return { location: at(location), scale: at(scale) };
}

function isStandardised(graph: FactorGraph, variable: Variable): boolean {
  return priorOf(graph, variable).distribution.standardised !== undefined;
}

function priorOf(graph: FactorGraph, { name }: Variable): Factor {
  return graph.factors.find(({ kind, target }) => kind === 'prior' && target === name)!;
}

function reads(node: Node, { input }: Variable): boolean {
  return topological([node]).includes(input);
}

/** Operations that a sum of features passes without being bent. */
const STRAIGHT = new Set([
  'add',
  'sub',
  'neg',
  'mul',
  'div',
  'broadcast',
  'reshape',
  'transpose',
  'slice',
  'pad',
  'concat',
  'gather',
  'sum',
  'matmul',
]);

/**
 * Whether the unknown, spread over rows, goes through a nonlinear function and then a matrix product, as
 * a hidden layer's weights do. Such posteriors have many modes, and directions that hardly turn.
 */
export function isComposed(factors: readonly Factor[], { input }: Variable): boolean {
  const reached = new Set<Node>([input]);
  const bent = new Set<Node>();
  for (const node of topological(factors.map(({ logDensity }) => logDensity))) {
    if (!node.inputs.some((below) => reached.has(below))) continue;
    reached.add(node);
    const isBent = node.inputs.some((below) => bent.has(below));
    if (isBent && node.op === 'matmul') return true;
    const spread = sizeOf(node.shape) > sizeOf(input.shape);
    if (isBent || (spread && !STRAIGHT.has(node.op))) bent.add(node);
  }
  return false;
}
