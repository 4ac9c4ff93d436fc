import { drawLogConcave, type LogSlope } from './log-concave.js';
import type { RandomStream } from './stream.js';

type Density = (x: number) => LogSlope;

/** Halvings and doublings that lead from 1 to any double. */
const MOST_STEPS = 1100;

/**
 * A draw from a log-concave density between two ends, either of which may be infinite where the density falls
 * towards it: tangents at its top and where it is lower by about 1 make a hat of little waste, whatever its scale.
 */
export function drawLogConcaveBetween(
  stream: RandomStream,
  density: Density,
  lower: number,
  upper: number,
): number {
  const top = summit(density, lower, upper);
  const points = [lowerBy(density, top, lower), top, lowerBy(density, top, upper)];
  const apart = points.filter((point, i) => i === 0 || point > points[i - 1]!);
  return drawLogConcave(stream, density, apart, [lower, upper]);
}

/** A place whose log density is within 0.1 of the greatest. */
function summit(density: Density, lower: number, upper: number): number {
  if (lower > -Infinity && density(lower).slope <= 0) return lower;
  if (upper < Infinity && density(upper).slope >= 0) return upper;
  let [left, right] = bracket(density, lower, upper);
  for (let step = 0; step < MOST_STEPS; step++) {
    const middle = left + (right - left) / 2;
    const { slope } = density(middle);
    // By concavity nothing between is higher by more than this.
    if (Math.abs(slope) * (right - left) < 0.1 || middle === left || middle === right)
      return middle;
    if (slope > 0) left = middle;
    else right = middle;
  }
  return left;
}

/** Finite places on the two sides of the top. */
function bracket(density: Density, lower: number, upper: number): [number, number] {
  const start = Math.min(Math.max(0, lower), upper);
  let [left, right] = [Math.max(lower, start - 1), Math.min(upper, start + 1)];
  for (let width = 2; left > lower && density(left).slope < 0; width *= 2) {
    [left, right] = [Math.max(lower, left - width), left];
  }
  for (let width = 2; right < upper && density(right).slope > 0; width *= 2) {
    [left, right] = [right, Math.min(upper, right + width)];
  }
  return [left, right];
}

/** On the side of an end, where the log density is lower than at the top by 0.5 to 2; or the end. */
function lowerBy(density: Density, top: number, end: number): number {
  const height = density(top).log;
  const direction = end < top ? -1 : 1;
  const most = Math.abs(end - top);
  let [near, far] = [0, Infinity];
  let at = Math.min(1, most);
  for (let step = 0; step < MOST_STEPS; step++) {
    const fall = height - density(top + direction * at).log;
    if (fall >= 0.5 && fall <= 2) break;
    if (fall < 0.5) {
      if (at === most) break;
      near = at;
    } else far = at;
    const next = far < Infinity ? near + (far - near) / 2 : Math.min(2 * at, most);
    if (next === near || next === far) break;
    at = next;
  }
  return at === most ? end : top + direction * at;
}
