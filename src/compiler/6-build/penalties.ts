import { InvariantError } from '../../base/diagnostic.js';
import {
  add,
  constant,
  evaluate,
  gradient,
  input,
  inputsOf,
  mul,
  simplify,
  sizeOf,
  sub,
  substituteAll,
  sum,
  type Node,
} from '../../expression/index.js';
import { forElements, platesOf, restOf } from '../../library/index.js';
import type { Factor } from '../3-factorize/graph.js';
import type { Box, Conditional } from '../4-condition/conditional.js';

/** weight ||x - centre|| of groups of so many coordinates in a row, from `start` to `end`. */
export interface CoordinatePenalty {
  readonly start: number;
  readonly end: number;
  readonly groupSize: number;
  /** One, or one for each group. */
  readonly weight: Node;
  /** One, or one for each coordinate. */
  readonly centre: Node;
  /** Inputs: how far the proximal point of each group is from the centre, and the slope of the smoothed penalty. */
  readonly distance: Node;
  readonly slope: Node;
  /** Of its coordinates, where the operator projects onto it. */
  readonly box?: CoordinateBox;
}

interface CoordinateBox {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Derivatives of the smoothed penalties by parameters of theirs that the block moves. */
export interface ParameterSlopes {
  readonly nodes: readonly Node[];
  readonly ranges: readonly Range[];
}

/** The log density of a factor; of the prior of an unknown with a penalty, what is left with that added. */
export function withoutPenalty(factor: Factor, proximal: readonly Conditional[]): Node {
  const own = proximal.map(formOf).find(({ prior }) => prior === factor);
  if (own === undefined) return factor.logDensity;
  return total(restOf(factor, own.penalty)(factor.value));
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** In a block's coordinates, `values` giving other unknowns from theirs. */
export function coordinatePenalties(
  proximal: readonly Conditional[],
  rangeOf: (name: string) => Range,
  values: ReadonlyMap<Node, Node>,
): CoordinatePenalty[] {
  return proximal.map((conditional) => {
    const { name, shape } = conditional.variable;
    const { prior, penalty, box } = formOf(conditional);
    const rank = penalty.kind === 'norm' ? prior.distribution.event.length : 0;
    const centres = forElements(penalty.centre, rank, shape, rank);
    const [weight, centre] = substituteAll([penalty.weight, centres], values);
    const groups = platesOf(shape, rank);
    return {
      ...rangeOf(name),
      groupSize: sizeOf(shape) / sizeOf(groups),
      ...{ weight: weight!, centre: centre! },
      distance: input(`distance:${name}`, groups),
      slope: input(`slope:${name}`, shape),
      ...(box && { box: coordinateBox(box, sizeOf(shape)) }),
    };
  });
}

function coordinateBox({ lower, upper }: Box, size: number): CoordinateBox {
  const each = (end: Node) => {
    const values = evaluate([end])[0]!;
    return values.length === size ? values : new Float64Array(size).fill(values[0]!);
  };
  return { lower: each(lower), upper: each(upper) };
}

/** What conditionals keep their unknowns in, by name. */
export function boxesOf(proximal: readonly Conditional[]): ReadonlyMap<string, Box> {
  return new Map(
    proximal.flatMap((conditional) => {
      const { box } = formOf(conditional);
      return box ? [[conditional.variable.name, box] as const] : [];
    }),
  );
}

/**
 * What the smoothed penalties add to the drift of coordinates `us` that their weights and centres depend on.
 * The Moreau envelope of weight ||x - centre|| has the derivative ||prox - centre|| with respect to the weight, and
 * minus that by x with respect to the centre: with these the drift is the gradient of one smoothed energy.
 */
export function parameterSlopes(
  penalties: readonly CoordinatePenalty[],
  us: readonly Node[],
  ranges: readonly Range[],
): ParameterSlopes {
  const terms = penalties.map(({ weight, centre, distance, slope }) =>
    sub(total(mul(weight, distance)), total(mul(centre, slope))),
  );
  const all = terms.reduce(add, constant(0));
  const read = inputsOf(all);
  const at = [...us.keys()].filter((i) => read.has(us[i]!.attributes.name as string));
  const wanted = at.map((i) => us[i]!);
  const nodes = wanted.length > 0 ? simplify(gradient(all, wanted)) : [];
  return { nodes, ranges: at.map((i) => ranges[i]!) };
}

function total(node: Node): Node {
  return node.shape.length === 0 ? node : sum(node);
}

function formOf({ form, variable }: Conditional) {
  if (form.kind !== 'smooth plus proximable') {
    throw new InvariantError(`${variable.name} has no penalty`);
  }
  return form;
}

/** Of the inputs that the evaluation of penalties fills. */
export function penaltyNames(penalties: readonly CoordinatePenalty[]): string[] {
  return penalties.flatMap(({ distance, slope }) =>
    [distance, slope].map(({ attributes }) => attributes.name as string),
  );
}
