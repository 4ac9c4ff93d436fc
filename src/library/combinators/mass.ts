import {
  add,
  constant,
  evaluate,
  lessEqual,
  lessThan,
  logSumExp,
  mul,
  neg,
  floor,
  reshape,
  concat,
  select,
  sub,
  type Node,
} from '../../expression/index.js';
import type { Distribution } from '../distribution.js';
import { isDiscrete } from '../support.js';
import { logComplementOfExp } from '../terms.js';
import type { Bounds } from './bounds.js';

type Parameters = readonly Node[];

/** Log of the mass between the bounds, both included. */
export function logMassBetween(
  base: Distribution,
  parameters: Parameters,
  { lower, upper }: Pick<Bounds, 'lower' | 'upper'>,
): Node {
  if (lower === undefined && upper === undefined) return constant(0);
  const discrete = isDiscrete(base.support(parameters).kind);
  if (base.logCdf === undefined) return summedMass(base, parameters, { lower, upper });
  const below = discrete && lower ? sub(ceiling(lower), constant(1)) : lower;
  if (below === undefined) return base.logCdf(upper!, parameters);
  const beyondLower = base.logSurvival!(below, parameters);
  if (upper === undefined) return beyondLower;
  // The difference is taken in the smaller tail, where it loses nothing.
  const belowLower = base.logCdf(below, parameters);
  const inUpperTail = logDifference(beyondLower, base.logSurvival!(upper, parameters));
  const inLowerTail = logDifference(base.logCdf(upper, parameters), belowLower);
  return select(lessThan(beyondLower, belowLower), inUpperTail, inLowerTail);
}

/** log(e^a - e^b), a > b. */
function logDifference(a: Node, b: Node): Node {
  return add(a, logComplementOfExp(sub(b, a)));
}

function ceiling(x: Node): Node {
  return neg(floor(neg(x)));
}

/** The sum over the values between bounds that are known, or one less that over those below. */
function summedMass(
  base: Distribution,
  parameters: Parameters,
  { lower, upper }: { readonly lower: Node | undefined; readonly upper: Node | undefined },
): Node {
  const [from, to] = [valuesOf(lower, -Infinity), valuesOf(upper, Infinity)];
  const first = upper === undefined ? 0 : Math.max(0, Math.ceil(Math.min(...from)));
  const last = upper === undefined ? Math.ceil(Math.max(...from)) - 1 : Math.floor(Math.max(...to));
  const terms = Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => {
    const k = constant(first + i);
    const chance = base.logDensity(k, parameters);
    const inside = upper === undefined ? lessThan(k, lower!) : between(k, lower, upper);
    return select(inside, chance, constant(-Infinity));
  });
  if (terms.length === 0) return constant(-Infinity);
  const axis = terms[0]!.shape.length;
  const columns = terms.map((term) => reshape(term, [...term.shape, 1]));
  const sum = logSumExp(concat(columns, axis));
  return upper === undefined ? logComplementOfExp(sum) : sum;
}

function between(k: Node, lower: Node | undefined, upper: Node): Node {
  const below = lessEqual(k, upper);
  return lower === undefined ? below : mul(lessEqual(lower, k), below);
}

function valuesOf(bound: Node | undefined, otherwise: number): readonly number[] {
  return bound === undefined ? [otherwise] : [...evaluate([bound])[0]!];
}
