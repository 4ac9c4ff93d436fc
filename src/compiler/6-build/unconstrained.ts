import {
  add,
  constant,
  gradient,
  input,
  inputsOf,
  simplify,
  sizeOf,
  substituteAll,
  sum,
  type Node,
} from '../../expression/index.js';
import { bijectorOf, type Support } from '../../library/index.js';
import type { FactorGraph, Variable } from '../3-factorize/graph.js';
import type { PlannedBlock } from '../5-assign/plan.js';

/** A block of unknowns on unconstrained space. All nodes read `u:name` in place of the block's names. */
export interface UnconstrainedBlock {
  readonly variables: readonly Variable[];
  /** Where each variable lies in a position, and the length of one. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  readonly dimension: number;
  /** Scalar: log density of the block's factors plus the log Jacobians. */
  readonly logDensity: Node;
  /** With respect to each variable's `u`. */
  readonly gradients: readonly Node[];
  /** Values from `u`. */
  readonly values: readonly Node[];
  /** `u` from values: reads the variables' own names. */
  readonly positions: readonly Node[];
  /** Whether other blocks move an end of a support, so that equal values may mean another `u`. */
  readonly boundsMove: boolean;
}

export function unconstrainedName(name: string): string {
  return `u:${name}`;
}

export function unconstrain(graph: FactorGraph, block: PlannedBlock): UnconstrainedBlock {
  const variables = block.conditionals.map(({ variable }) => variable);
  const inside = new Set(variables.map(({ name }) => name));
  const factors = new Set(block.conditionals.flatMap((conditional) => conditional.factors));
  const forward = forwardNodes(variables);
  const byInput = new Map(
    variables.map((variable) => [variable.input, forward.get(variable.name)!.value]),
  );
  const densities = graph.factors.filter((factor) => factors.has(factor)).map((f) => f.logDensity);
  const jacobians = variables.map((variable) => total(forward.get(variable.name)!.logJacobian));
  const substituted = substituteAll(densities, byInput);
  const logDensity = [...substituted, ...jacobians].reduce(add, constant(0));
  const positions = variables.map((variable) => forward.get(variable.name)!.u);
  const gradients = gradient(logDensity, positions);
  const [density, ...slopes] = simplify([logDensity, ...gradients]);
  const ranges = rangesOf(variables);
  return {
    variables,
    ranges,
    dimension: ranges.at(-1)?.end ?? 0,
    logDensity: density!,
    gradients: slopes,
    values: variables.map((variable) => forward.get(variable.name)!.value),
    positions: variables.map(({ support, input: x }) => bijectorOf(support).inverseNode(x)),
    boundsMove: variables.some(({ support }) => boundsMove(support, inside)),
  };
}

function rangesOf(variables: readonly Variable[]) {
  let end = 0;
  return variables.map(({ shape }) => {
    const start = end;
    end += sizeOf(shape);
    return { start, end };
  });
}

function total(node: Node): Node {
  return node.shape.length === 0 ? node : sum(node);
}

interface Forward {
  readonly u: Node;
  readonly value: Node;
  readonly logJacobian: Node;
}

/** Values as functions of `u`, with ends of supports that are themselves in the block replaced first. */
export function forwardNodes(variables: readonly Variable[]): ReadonlyMap<string, Forward> {
  const done = new Map<string, Forward>();
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const make = (variable: Variable): Forward => {
    const known = done.get(variable.name);
    if (known !== undefined) return known;
    const support = resolveBounds(variable.support, (bound) => {
      const inside = [...inputsOf(bound)].flatMap((name) => byName.get(name) ?? []);
      const map = new Map(inside.map((other) => [other.input, make(other).value]));
      return substituteAll([bound], map)[0]!;
    });
    const u = input(unconstrainedName(variable.name), variable.shape);
    const bijector = bijectorOf(support);
    const made = { u, value: bijector.forward(u), logJacobian: bijector.logDetJacobian(u) };
    done.set(variable.name, made);
    return made;
  };
  for (const variable of variables) make(variable);
  return done;
}

function resolveBounds(support: Support, map: (bound: Node) => Node): Support {
  if (support.kind !== 'interval') return support;
  return { ...support, lower: map(support.lower), upper: map(support.upper) };
}

function boundsMove(support: Support, inside: ReadonlySet<string>): boolean {
  if (support.kind !== 'interval') return false;
  const names = [support.lower, support.upper].flatMap((bound) => [...inputsOf(bound)]);
  return names.some((name) => !inside.has(name));
}
