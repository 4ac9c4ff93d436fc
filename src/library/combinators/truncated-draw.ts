import { constant, elementFunction, evaluate, input, type Node } from '../../expression/index.js';
import { rootBetween, type Point } from '../../base/numeric/root.js';
import type { RandomStream } from '../../base/random/stream.js';
import type { Distribution } from '../distribution.js';
import { isDiscrete } from '../support.js';
import { endsOf } from './bounds.js';

type Values = readonly (number | Float64Array)[];

/** Draws that are tried before the distribution function is inverted. */
const TRIES = 50;
/** From one point that is tried to the next, in an infinite tail. */
const STRIDE = 4;
/** Values of a discrete law that are looked at together, at first and at most. */
const FEWEST = 16;
const MOST = 256;

/** A draw between the bounds: by rejection, or, where they hold little of the mass, by inversion. */
export function drawBetween(
  stream: RandomStream,
  base: Distribution,
  parameters: Values,
  lower: number,
  upper: number,
): number {
  for (let i = 0; i < TRIES; i++) {
    const x = base.sample!(stream, parameters);
    if (lower <= x && x <= upper) return x;
  }
  const nodes = parameters.map((p) => (typeof p === 'number' ? constant(p) : constant(p)));
  const discrete = isDiscrete(base.support(nodes).kind);
  return discrete
    ? invertCounts(stream.uniform(), base, nodes, Math.max(Math.ceil(lower), 0), upper)
    : invert(stream.uniform(), base, nodes, lower, upper);
}

/** Values in their order until their share of all chances passes u. */
function invertCounts(
  u: number,
  base: Distribution,
  parameters: readonly Node[],
  first: number,
  upper: number,
): number {
  const chances: number[] = [];
  let total = 0;
  let largest = 0;
  let size = 0;
  for (let start = first; start <= upper; start += size) {
    const most = Math.min(Math.max(FEWEST, 2 * size), MOST);
    size = Math.min(most, Math.floor(upper) - start + 1);
    const values = Float64Array.from({ length: size }, (_, i) => start + i);
    const [found] = evaluate([base.logDensity(constant(values), parameters)]);
    for (const chance of found!.map(Math.exp)) {
      chances.push(chance);
      total += chance;
      largest = Math.max(largest, chance);
    }
    if (largest > 0 && chances.at(-1)! < 1e-17 * largest) break;
  }
  let left = u * total;
  for (let i = 0; i < chances.length; i++) if ((left -= chances[i]!) < 0) return first + i;
  return first;
}

/** In the tail that is the smaller at the bounds, on the log scale. */
function invert(
  u: number,
  base: Distribution,
  parameters: readonly Node[],
  lower: number,
  upper: number,
): number {
  const functionOf = (name: 'logCdf' | 'logSurvival' | 'logDensity') =>
    numberFunction((x) => base[name]!(x, parameters));
  const [least = -Infinity, most = Infinity] = endsOf(base.support(parameters)).map(
    (end) => end && evaluate([end])[0]![0]!,
  );
  // Bounds that cut nothing off have no tail beyond them.
  const survival = lower > least ? functionOf('logSurvival') : undefined;
  const cdf = upper < most ? functionOf('logCdf') : undefined;
  const isUpper = survival !== undefined && !(cdf !== undefined && cdf(upper) < survival(lower));
  const tail = isUpper ? survival : cdf!;
  const [inner, outer] = isUpper ? [lower, Math.min(upper, most)] : [upper, Math.max(lower, least)];
  const whole = tail(inner);
  const beyond = survival !== undefined && cdf !== undefined ? tail(outer) : -Infinity;
  const share = Math.exp(beyond - whole);
  const drop = -Math.log(share + u * (1 - share));
  const left = (x: number) => tail(x) - whole + drop;
  if (Number.isFinite(outer))
    return rootBetween([inner, drop], [outer, beyond - whole + drop], left);
  // How far it were if the hazard stayed as it is at the bound.
  const step = drop * Math.exp(whole - functionOf('logDensity')(inner));
  return rootBetween(...reach(inner, outer, [step, drop], left), left);
}

type NumberFunction = (x: number) => number;

/** What is made of a number by an expression, whose code is made once. */
function numberFunction(of: (x: Node) => Node): NumberFunction {
  const x = input('x', []);
  const node = of(x);
  const found = elementFunction([node], [x]);
  if (found === undefined) {
    return (at) => evaluate([node], new Map([['x', Float64Array.of(at)]]))[0]![0]!;
  }
  const evaluator = found.create();
  evaluator.take(0, evaluate(found.parts));
  return (at) => {
    evaluator.set(0, at);
    return evaluator.evaluate()[0]!;
  };
}

/** Two points between which the function, which is `value` at the inner end, comes below 0, with its values there. */
function reach(
  inner: number,
  outer: number,
  [first, value]: readonly [step: number, value: number],
  f: NumberFunction,
): readonly [Point, Point] {
  const sign = Math.sign(outer - inner);
  const shortest = Math.max(1, Math.abs(inner)) * 2 ** -50;
  let near: Point = [inner, value];
  for (let step = Math.max(first > 0 ? first : 0, shortest); ; step *= STRIDE) {
    const at = inner + sign * Math.min(step, Number.MAX_VALUE / 4);
    const far: Point = [at, f(at)];
    if (step >= Number.MAX_VALUE / 4 || !(far[1] > 0)) return [near, far];
    near = far;
  }
}
