import type { RandomStream } from './stream.js';

/** Log density, up to a constant, and its slope at a point. */
export interface LogSlope {
  readonly log: number;
  readonly slope: number;
}

/** One tangent of the hat: `log + slope (x - at)` on (left, right), with the mass below its exponential. */
interface Piece extends LogSlope {
  readonly at: number;
  readonly left: number;
  readonly right: number;
  readonly mass: number;
}

/**
 * A draw from a log-concave density by rejection from its tangents at the points given, in rising order:
 * without a lower end the first slope must be positive, without an upper one the last negative. Source: Gilks and
 * Wild (1992), Appl. Stat. 41.
 */
export function drawLogConcave(
  stream: RandomStream,
  density: (x: number) => LogSlope,
  points: readonly number[],
  [lower, upper]: readonly [number, number] = [-Infinity, Infinity],
): number {
  const tangents = points.map((at) => ({ at, ...density(at) }));
  const pieces = hat(tangents, lower, upper);
  const total = pieces.reduce((sum, piece) => sum + piece.mass, 0);
  for (;;) {
    const piece = pick(pieces, stream.uniform() * total);
    const x = within(piece, stream.uniform());
    const ceiling = piece.log + piece.slope * (x - piece.at);
    if (ceiling - stream.exponential() <= density(x).log) return x;
  }
}

function hat(
  tangents: readonly (LogSlope & { readonly at: number })[],
  lower: number,
  upper: number,
): Piece[] {
  const highest = Math.max(...tangents.map((tangent) => tangent.log));
  return tangents.map((tangent, i) => {
    const left = i === 0 ? lower : crossing(tangents[i - 1]!, tangent);
    const right = i === tangents.length - 1 ? upper : crossing(tangent, tangents[i + 1]!);
    return { ...tangent, left, right, mass: mass(tangent, left, right, highest) };
  });
}

function crossing(
  a: LogSlope & { readonly at: number },
  b: LogSlope & { readonly at: number },
): number {
  const fall = a.slope - b.slope;
  // Tangents as good as parallel may part anywhere between their points.
  if (!(fall > 0)) return (a.at + b.at) / 2;
  const x = (b.log - a.log + a.slope * a.at - b.slope * b.at) / fall;
  return Math.min(Math.max(x, a.at), b.at);
}

/** A rise of a log whose exponential is 1 less than nothing to a double. */
const STEEP = 40;

function mass(
  { at, log, slope }: LogSlope & { readonly at: number },
  left: number,
  right: number,
  highest: number,
): number {
  const height = (x: number) => Math.exp(log - highest + slope * (x - at));
  if (left === -Infinity) return height(right) / slope;
  if (right === Infinity) return -height(left) / slope;
  const rise = slope * (right - left);
  if (rise > STEEP) return height(right) / slope;
  const factor = Math.abs(rise) < 1e-8 ? 1 : Math.expm1(rise) / rise;
  return height(left) * (right - left) * factor;
}

function pick(pieces: readonly Piece[], place: number): Piece {
  let left = place;
  for (const piece of pieces) {
    left -= piece.mass;
    if (left < 0) return piece;
  }
  return pieces.at(-1)!;
}

/** A draw from the exponential of a piece, by inversion. */
function within({ left, right, slope }: Piece, u: number): number {
  if (left === -Infinity) return right + Math.log(u) / slope;
  if (right === Infinity) return left + Math.log(u) / slope;
  const rise = slope * (right - left);
  if (Math.abs(rise) < 1e-8) return left + u * (right - left);
  if (rise > STEEP) return Math.max(left, right + Math.log(u) / slope);
  return left + Math.log1p(u * Math.expm1(rise)) / slope;
}
