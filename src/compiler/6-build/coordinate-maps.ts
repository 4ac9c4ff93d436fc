import {
  add,
  broadcast,
  cholesky,
  constant,
  div,
  input,
  inputsOf,
  log,
  logDetSpd,
  maximum,
  minimum,
  mul,
  neg,
  reshape,
  scalarValue,
  sizeOf,
  solveSpd,
  sub,
  substituteAll,
  transpose,
  type Node,
} from '../../expression/index.js';
import { bijectorOf, boundsOf, mapBounds, timesMatrix } from '../../library/index.js';
import type { FactorGraph, Variable } from '../3-factorize/graph.js';
import type { Box } from '../4-condition/conditional.js';
import { priorScale } from '../4-condition/plates.js';

/** A variable's value as a function of an unconstrained `u`, which may have fewer elements. */
export interface CoordinateMap {
  readonly u: Node;
  readonly value: Node;
  /** What densities read for the value, where that is not all of `u`: in a box, its projection. */
  readonly projected?: Node;
  readonly logJacobian: Node;
  /** `u` from the values of all variables. */
  readonly inverse: Node;
  readonly isValue: boolean;
  /** Other unknowns that the map depends on. */
  readonly reads: readonly string[];
}

export function unconstrainedName(name: string): string {
  return `u:${name}`;
}

/** What a move holds of unknowns that move along. */
interface Held {
  /** Those with (x - m) / s for a coordinate, m and s the location and scale of their prior. */
  readonly standardised?: ReadonlySet<string>;
  /** Those with their product with a scalar for a coordinate. */
  readonly opposed?: { readonly names: ReadonlySet<string>; readonly to: Variable };
  /** Those with themselves for a coordinate although their support has ends. */
  readonly boxes?: ReadonlyMap<string, Box>;
}

/**
 * Coordinates of some variables, in terms of each other's `u` where ends of a support, or what
 * standardises a value, are themselves among them.
 */
export function coordinatesOf(
  graph: FactorGraph,
  variables: readonly Variable[],
  { standardised, opposed, boxes }: Held = {},
): ReadonlyMap<string, CoordinateMap> {
  const done = new Map<string, CoordinateMap>();
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const resolve = (node: Node): Node => {
    const inside = [...inputsOf(node)].flatMap((name) => byName.get(name) ?? []);
    return substituteAll(
      [node],
      new Map(inside.map((other) => [other.input, readOf(make(other))])),
    )[0]!;
  };
  const make = (variable: Variable): CoordinateMap => {
    const { name } = variable;
    const known = done.get(name);
    if (known !== undefined) return known;
    const box = boxes?.get(name);
    const made = box
      ? boxedMap(variable, box)
      : standardised?.has(name)
        ? standardisedMap(variable, priorScale(graph, variable), resolve)
        : opposed?.names.has(name)
          ? opposedMap(variable, opposed.to, resolve)
          : bijectiveMap(variable, resolve);
    done.set(name, made);
    return made;
  };
  for (const variable of variables) make(variable);
  return done;
}

/** What densities read of a variable with these coordinates. */
export function readOf({ value, projected = value }: CoordinateMap): Node {
  return projected;
}

/**
 * Beyond an end densities have the value at it, so they are defined there, and their slope does not push further
 * away: what leads back is the penalty of the box alone, which also makes the density 0.
 */
function boxedMap({ name, shape, input: x }: Variable, { lower, upper }: Box): CoordinateMap {
  const u = input(unconstrainedName(name), shape);
  const above = scalarValue(lower) === -Infinity ? u : maximum(u, lower);
  const projected = scalarValue(upper) === Infinity ? above : minimum(above, upper);
  const own = { u, value: u, projected, logJacobian: constant(0), inverse: x };
  return { ...own, isValue: true, reads: [] };
}

function bijectiveMap(
  { name, shape, support, input: x }: Variable,
  resolve: (node: Node) => Node,
): CoordinateMap {
  const bijector = bijectorOf(mapBounds(support, resolve));
  const u = input(unconstrainedName(name), bijector.coordinates(shape));
  return {
    u,
    value: bijector.forward(u),
    logJacobian: bijector.logDetJacobian(u),
    inverse: bijectorOf(support).inverseNode(x),
    isValue: support.kind === 'real',
    reads: boundsOf(support).flatMap((bound) => [...inputsOf(bound)]),
  };
}

function standardisedMap(
  { name, shape, input: x }: Variable,
  { location, scale, isCovariance }: ReturnType<typeof priorScale>,
  resolve: (node: Node) => Node,
): CoordinateMap {
  const u = input(unconstrainedName(name), shape);
  const [m, s] = [resolve(location), resolve(scale)];
  const reads = [location, scale].flatMap((node) => [...inputsOf(node)]);
  if (isCovariance) {
    const count = sizeOf(shape) / shape.at(-1)!;
    return {
      u,
      value: add(m, timesMatrix(u, cholesky(s), true)),
      logJacobian: mul(constant(0.5 * count), logDetSpd(s)),
      inverse: whitened(sub(x, location), scale),
      ...{ isValue: false, reads },
    };
  }
  const spread = s.shape.length === shape.length ? s : broadcast(s, shape, []);
  return {
    u,
    value: add(m, mul(s, u)),
    logJacobian: log(spread),
    inverse: div(sub(x, location), scale),
    ...{ isValue: false, reads },
  };
}

/** L^-1 r for each vector r of the last axis, which is L' C^-1 r where C = L L'. */
function whitened(r: Node, covariance: Node): Node {
  const size = r.shape.at(-1)!;
  const columns = transpose(reshape(r, [sizeOf(r.shape) / size, size]));
  const solved = transpose(solveSpd(covariance, columns));
  return timesMatrix(reshape(solved, r.shape), cholesky(covariance));
}

function opposedMap(
  { name, shape, input: x }: Variable,
  to: Variable,
  resolve: (node: Node) => Node,
): CoordinateMap {
  const u = input(unconstrainedName(name), shape);
  const scalar = resolve(to.input);
  return {
    u,
    value: div(u, scalar),
    logJacobian: neg(broadcast(log(scalar), shape, [])),
    inverse: mul(x, to.input),
    isValue: false,
    reads: [to.name],
  };
}
