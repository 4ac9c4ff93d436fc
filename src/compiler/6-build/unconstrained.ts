import {
  add,
  constant,
  gradient,
  inputsOf,
  logNormaliser,
  simplify,
  sizeOf,
  substituteAll,
  sum,
  type Node,
} from '../../expression/index.js';
import type { Factor, FactorGraph, Variable } from '../3-factorize/graph.js';
import type { Conditional } from '../4-condition/conditional.js';
import type { GaussianBlock } from '../4-condition/gaussian.js';
import type { PlannedBlock } from '../5-assign/plan.js';
import { coordinatesOf, readOf, type CoordinateMap } from './coordinate-maps.js';
import {
  boxesOf,
  coordinatePenalties,
  parameterSlopes,
  withoutPenalty,
  type CoordinatePenalty,
  type ParameterSlopes,
} from './penalties.js';

/** A block of unknowns on unconstrained space. All nodes read `u:name` in place of the block's names. */
export interface UnconstrainedBlock {
  readonly variables: readonly Variable[];
  /** Where each variable lies in a position, and the length of one. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  readonly dimension: number;
  /** What the log density lacks: the block adds minus these, by their proximal operators. */
  readonly penalties: readonly CoordinatePenalty[];
  readonly parameterSlopes: ParameterSlopes;
  /** Scalar: log density of the block's factors, those of an ellipse apart, plus the log Jacobians, less the penalties. */
  readonly logDensity: Node;
  /** With respect to each variable's `u`. */
  readonly gradients: readonly Node[];
  /** Values from `u`. */
  readonly values: readonly Node[];
  /** `u` from values: reads the variables' own names. */
  readonly positions: readonly Node[];
  /** Whether a variable's `u` is its value. */
  readonly isValue: readonly boolean[];
  /** Whether other blocks move what `u` depends on, so that equal values may mean another `u`. */
  readonly boundsMove: boolean;
  /** Positive unknowns of other blocks that the density reads, but for those of many elements, whose mean hardly varies. */
  readonly givenScales: readonly Variable[];
}

const MANY = 32;

export function unconstrain(graph: FactorGraph, block: PlannedBlock): UnconstrainedBlock {
  const { conditionals, standardised = [], opposed = [], integrated = [] } = block;
  const { proximal = [], auxiliaries, ellipse } = block;
  const moved = [...conditionals, ...standardised, ...opposed];
  const variables = [...new Set(moved.map((c) => c.variable))];
  const maps = coordinatesOf(graph, variables, {
    standardised: namesOf(standardised),
    opposed: { names: namesOf(opposed), to: conditionals[0]!.variable },
    boxes: boxesOf(proximal),
  });
  const byInput = new Map(variables.map((v) => [v.input, readOf(maps.get(v.name)!)]));
  const density = auxiliaries === undefined ? graph : (graph.direct ?? graph);
  const all = factorsOf(density, variables, integrated);
  const factors = all.filter((factor) => ellipse?.factors.includes(factor) !== true);
  const substituted = substituteAll(
    factors.map((factor) => withoutPenalty(factor, proximal)),
    byInput,
  );
  const jacobians = variables.map((variable) => total(maps.get(variable.name)!.logJacobian));
  const joint = [...substituted, ...jacobians].reduce(add, constant(0));
  const us = variables.map((variable) => maps.get(variable.name)!.u);
  const [logDensity, ...gradients] = marginal(joint, us, integrated, byInput);
  const ranges = rangesOf(us);
  const rangeOf = (name: string) => ranges[variables.findIndex((v) => v.name === name)]!;
  const penalties = coordinatePenalties(proximal, rangeOf, byInput);
  const inside = new Set(variables.map(({ name }) => name));
  const each = <T>(of: (map: CoordinateMap) => T) => variables.map((v) => of(maps.get(v.name)!));
  return {
    variables,
    ranges,
    dimension: ranges.at(-1)?.end ?? 0,
    penalties,
    parameterSlopes: parameterSlopes(penalties, us, ranges),
    logDensity: logDensity!,
    gradients,
    values: each(({ value }) => value),
    positions: each(({ inverse }) => inverse),
    isValue: each(({ isValue }) => isValue),
    boundsMove: each(({ reads }) => reads).some((reads) => reads.some((name) => !inside.has(name))),
    givenScales: [...inputsOf(logDensity!)].flatMap((name) => {
      const variable = inside.has(name) ? undefined : graph.variables.get(name);
      if (variable?.support.kind !== 'positive' || sizeOf(variable.shape) > MANY) return [];
      return [variable];
    }),
  };
}

function namesOf(conditionals: readonly Conditional[]): ReadonlySet<string> {
  return new Set(conditionals.map(({ variable }) => variable.name));
}

/** Those that read a variable, and all of what is integrated. */
function factorsOf(
  graph: FactorGraph,
  variables: readonly Variable[],
  integrated: readonly GaussianBlock[],
): Factor[] {
  const whole = new Set(integrated.flatMap((block) => block.factors));
  const reads = ({ scope }: Factor) => variables.some(({ name }) => scope.has(name));
  return graph.factors.filter((factor) => whole.has(factor) || reads(factor));
}

/**
 * Log density and its derivatives with normal blocks integrated out. The integral of exp(joint) over a
 * block is its value at the block's mean times the normal's own integral; and as the joint is flat in
 * the block there, the mean's dependence on `us` adds nothing to the derivatives.
 */
function marginal(
  joint: Node,
  us: readonly Node[],
  integrated: readonly GaussianBlock[],
  byInput: ReadonlyMap<Node, Node>,
): Node[] {
  const inputs = integrated.flatMap(({ variables }) => variables.map(({ input }) => input));
  const means = substituteAll(
    integrated.flatMap(({ mean }) => mean),
    byInput,
  );
  const integrals = substituteAll(
    integrated.map(({ system }) => logNormaliser(system)),
    byInput,
  );
  const integral = integrals.reduce(add, constant(0));
  const atMean = substituteAll(
    [joint, ...gradient(joint, us)],
    new Map(inputs.map((input, i) => [input, means[i]!])),
  );
  const own = [integral, ...gradient(integral, us)];
  return simplify(atMean.map((node, i) => add(node, own[i]!)));
}

function rangesOf(us: readonly Node[]) {
  let end = 0;
  return us.map(({ shape }) => {
    const start = end;
    end += sizeOf(shape);
    return { start, end };
  });
}

function total(node: Node): Node {
  return node.shape.length === 0 ? node : sum(node);
}
