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
  /** Of each element, or the covariance [K, K] of vectors. */
  readonly scale: Node;
  readonly isCovariance: boolean;
}

/** Of an unknown whose prior is a location and scale family. */
export function priorScale(graph: FactorGraph, variable: Variable): LocationAndScale {
  const { distribution, parameters } = priorOf(graph, variable);
  const at = (i: number) => {
    const own = distribution.parameters[i]!.axes.length;
    return forElements(parameters[i]!, own, variable.shape, distribution.event.length);
  };
  const { location, scale } = distribution.standardised!;
  const isCovariance = distribution.parameters[scale]!.axes.length === 2;
  return {
    location: at(location),
    scale: isCovariance ? parameters[scale]! : at(scale),
    isCovariance,
  };
}

/** Vectors are, where several have one covariance: one vector by itself may be long, and its covariance dear to factorise. */
function isStandardised(graph: FactorGraph, variable: Variable): boolean {
  const { distribution, parameters } = priorOf(graph, variable);
  if (distribution.standardised === undefined) return false;
  const { axes } = distribution.parameters[distribution.standardised.scale]!;
  const { shape } = parameters[distribution.standardised.scale]!;
  return axes.length < 2 || (shape.length === 2 && sizeOf(variable.shape) > shape[0]!);
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
