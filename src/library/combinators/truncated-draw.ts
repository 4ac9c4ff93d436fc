import { constant, evaluate, type Node } from '../../expression/index.js';
import type { RandomStream } from '../../base/random/stream.js';
import type { Distribution } from '../distribution.js';
import { isDiscrete } from '../support.js';

type Values = readonly (number | Float64Array)[];

/** Draws that are tried before the distribution function is inverted. */
const TRIES = 200;
const HALVINGS = 200;
/** Values of a discrete law that are looked at together. */
const CHUNK = 256;

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
  for (let start = first; start <= upper; start += CHUNK) {
    const size = Math.min(CHUNK, Math.floor(upper) - start + 1);
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
  const at = (tail: 'logCdf' | 'logSurvival') => (x: number) =>
    evaluate([base[tail]!(constant(x), parameters)])[0]![0]!;
  const isUpper = lower > -Infinity && at('logSurvival')(lower) < at('logCdf')(lower);
  const tail = at(isUpper ? 'logSurvival' : 'logCdf');
  const [inner, outer] = isUpper ? [lower, upper] : [upper, lower];
  const most = tail(inner);
  const least = Number.isFinite(outer) ? Math.exp(tail(outer) - most) : 0;
  const target = most + Math.log(least + u * (1 - least));
  return bisect(
    inner,
    reach(inner, outer, (x) => tail(x) > target),
    (x) => tail(x) > target,
  );
}

/** A point beyond the one where `isBefore` ends, the outer bound if that is finite. */
function reach(inner: number, outer: number, isBefore: (x: number) => boolean): number {
  if (Number.isFinite(outer)) return outer;
  const sign = Math.sign(outer - inner);
  let step = Math.max(1, Math.abs(inner)) * 2 ** -20;
  while (step < Number.MAX_VALUE / 4 && isBefore(inner + sign * step)) step *= 2;
  return inner + sign * step;
}

function bisect(inner: number, outer: number, isBefore: (x: number) => boolean): number {
  let [near, far] = [inner, outer];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = near + (far - near) / 2;
    if (middle === near || middle === far) break;
    if (isBefore(middle)) near = middle;
    else far = middle;
  }
  return near + (far - near) / 2;
}
