/** Of the distance from the first end, to which a root is found. */
const TOLERANCE = 1e-13;
const MOST_STEPS = 200;

/** Where, and the value there. */
export type Point = readonly [x: number, value: number];

/**
 * Where a function changes its sign between two points, of which at most one may be where it is infinite. Chandrupatla
 * (1997), Advances in Engineering Software 28: a parabola through three points where that is safe, else half way.
 */
export function rootBetween(
  [from, start]: Point,
  [to, end]: Point,
  f: (x: number) => number,
): number {
  let [a, b, c] = [to, from, from];
  let [fa, fb, fc] = [end, start, start];
  let share = 0.5;
  for (let step = 0; step < MOST_STEPS; step++) {
    const x = a + share * (b - a);
    const fx = f(x);
    if (fx > 0 === fa > 0) [c, fc] = [a, fa];
    else [c, fc, b, fb] = [b, fb, a, fa];
    [a, fa] = [x, fx];
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const least = toleranceAt(best, from) / Math.abs(b - a);
    if (!(least < 0.5) || fa === 0) return best;
    share = Math.min(Math.max(shareAt([a, b, c], [fa, fb, fc]), least), 1 - least);
  }
  return a;
}

function toleranceAt(x: number, from: number): number {
  return Math.max(TOLERANCE * Math.abs(x - from), Number.EPSILON * Math.abs(x), Number.MIN_VALUE);
}

type Three = readonly [number, number, number];

/** How far to go from the last point towards the one with the other sign. */
function shareAt([a, b, c]: Three, [fa, fb, fc]: Three): number {
  const xi = (a - b) / (c - b);
  const phi = (fa - fb) / (fc - fb);
  if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)) return 0.5;
  const share =
    (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
  return Number.isNaN(share) ? 0.5 : share;
}
