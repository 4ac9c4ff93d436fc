import { RandomStream } from '../../src/base/random/stream.js';

/** A distribution function, tabulated; linear between its points, a step function where discrete. */
export interface Law {
  readonly points: Float64Array;
  readonly cumulative: Float64Array;
  readonly discrete: boolean;
  /** The integral, or sum, over everything: 1 for a density that is normalised. */
  readonly total: number;
}

const STEP = 0.004;
const REACH = 90;

/** Where x = onto(u) for u on an even grid that reaches far into both tails. */
function grid(onto: (u: number) => number): { x: Float64Array; jacobian: Float64Array } {
  const size = Math.round((2 * REACH) / STEP) + 1;
  const u = Float64Array.from({ length: size }, (_, i) => -REACH + i * STEP);
  const h = 1e-4;
  const x = u.map(onto);
  const jacobian = u.map(
    (v) => (8 * (onto(v + h) - onto(v - h)) - onto(v + 2 * h) + onto(v - 2 * h)) / (12 * h),
  );
  return { x, jacobian };
}

/** The statistics, written out once more: what the names promise. */
export const STATISTIC: Readonly<Record<string, (x: number) => number>> = {
  x: (x) => x,
  'x^2': (x) => x * x,
  'x^-1': (x) => 1 / x,
  'x^-2': (x) => 1 / (x * x),
  'log(x)': Math.log,
  'log(1-x)': (x) => Math.log1p(-x),
};

/** Maps of the real line onto each kind of support under which every density here dies out fast. */
export const ONTO = {
  real: (u: number) => Math.sinh(u),
  positive: (u: number) => Math.exp(u),
  unit: (u: number) => 1 / (1 + Math.exp(-u)),
};

/** The law of a density on a grid, by the trapezium rule, which is exact to rounding for such integrands. */
export function continuousLaw(
  onto: (u: number) => number,
  density: (x: Float64Array) => Float64Array,
): Law {
  const { x, jacobian } = grid(onto);
  const values = density(x).map((f, i) => {
    const mass = f * jacobian[i]!;
    return Number.isFinite(mass) ? mass : 0;
  });
  const cumulative = new Float64Array(x.length);
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    cumulative[i] = (sum + values[i]! / 2) * STEP;
    sum += values[i]!;
  }
  return { points: x, cumulative, discrete: false, total: sum * STEP };
}

export function discreteLaw(values: Float64Array, chances: Float64Array): Law {
  let total = 0;
  const cumulative = chances.map((p) => (total += p));
  return { points: values, cumulative, discrete: true, total };
}

function at({ points, cumulative, discrete }: Law, x: number): number {
  let low = 0;
  let high = points.length - 1;
  if (x < points[0]!) return 0;
  if (x >= points[high]!) return cumulative[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle]! <= x) low = middle;
    else high = middle;
  }
  const below = cumulative[low]!;
  if (discrete) return below;
  return (
    below + ((x - points[low]!) / (points[high]! - points[low]!)) * (cumulative[high]! - below)
  );
}

const SIZE = 40_000;
/**
 * The largest distance between empirical and true distribution function exceeds this with a
 * probability of at most 2 exp(-2 n d^2) = 4e-6, whatever the law (Massart 1990): below 4e-4 over
 * a hundred tests.
 */
export const MOST = Math.sqrt(Math.log(2 / 4e-6) / (2 * SIZE));

/** Kolmogorov's distance of draws from a law. */
export function distance(law: Law, draw: (stream: RandomStream) => number, key: string): number {
  const stream = new RandomStream('law', key);
  const draws = Float64Array.from({ length: SIZE }, () => draw(stream)).sort();
  let most = 0;
  for (let i = 0; i < SIZE;) {
    const x = draws[i]!;
    const before = i / SIZE;
    while (i < SIZE && draws[i] === x) i++;
    const here = at(law, x);
    const justBelow = law.discrete ? at(law, x - 0.5) : here;
    most = Math.max(most, Math.abs(i / SIZE - here), Math.abs(before - justBelow));
  }
  return most;
}
