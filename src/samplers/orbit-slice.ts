import { createSliceWidths, type SliceTuning } from './adaptation/slice-widths.js';
import { shuffled } from '../base/random/shuffled.js';
import type { AdaptiveKernel } from './kernel.js';
import { MAX_STEPS, sliceDraw } from './slice.js';

/**
 * Maps T_s of the state with T_0 the identity and T_s T_t = T_(s+t): the state moves along its orbit, all
 * that is constant there held fixed.
 */
export interface Orbit {
  /** Log density at T_s of the state, with log |det dT_s|, up to a constant of the orbit. */
  logDensity(position: Float64Array, shift: number): number;
  /** Applies T_s to the state. */
  move(position: Float64Array, shift: number): void;
}

/**
 * A slice move along each orbit in turn, in an order drawn anew, so that together they are their own reverse. Exact as the shift's law proportional to the density at T_s x times the
 * Jacobian is the same from whichever point of the orbit it is seen (Liu and Sabatti 2000, Biometrika 87).
 */
export function createOrbitSlice(
  orbits: readonly Orbit[],
  options: { readonly warmup: number },
): AdaptiveKernel {
  const adaptation = createSliceWidths(orbits.length, options.warmup);
  return {
    statistics: ['width', 'evaluations'],
    update(stream, position, iteration, statistics) {
      statistics.fill(0, 0, 2);
      for (const k of shuffled(stream, orbits.length)) {
        const orbit = orbits[k]!;
        const along = (shift: number) => orbit.logDensity(position, shift);
        const width = adaptation.widths[k]!;
        const draw = sliceDraw(stream, along, 0, { width, maxSteps: MAX_STEPS });
        if (draw.value !== 0) orbit.move(position, draw.value);
        statistics[0] = statistics[0]! + width / orbits.length;
        statistics[1] = statistics[1]! + draw.evaluations;
        adaptation.learn(k, Math.abs(draw.value), iteration);
      }
    },
    tuning: () => adaptation.tuning(),
    restore(tuning) {
      adaptation.restore(tuning as SliceTuning);
    },
  };
}

/** By how much each coordinate of an orbit follows the shift. */
export interface ScalingDirection {
  /** Coordinate and exponent a: x becomes x exp(a s). */
  readonly multiplied: readonly (readonly [coordinate: number, exponent: number])[];
  /** Coordinate and rate b: x becomes x + b s, as the log of a scale does. */
  readonly shifted: readonly (readonly [coordinate: number, rate: number])[];
}

/**
 * The orbit on which weights and the log of their scale move together, w / scale held fixed: what
 * interweaving calls the non-centred move (Yu and Meng 2011). The sum of the exponents is the log Jacobian's rate.
 */
export function scalingOrbit(
  dimension: number,
  logDensity: (position: Float64Array) => number,
  direction: ScalingDirection,
): Orbit {
  const moved = new Float64Array(dimension);
  const rate = direction.multiplied.reduce((sum, [, exponent]) => sum + exponent, 0);
  const move = (position: Float64Array, shift: number) => {
    for (const [i, exponent] of direction.multiplied) {
      position[i] = position[i]! * Math.exp(exponent * shift);
    }
    for (const [i, by] of direction.shifted) position[i] = position[i]! + by * shift;
  };
  return {
    move,
    logDensity(position, shift) {
      moved.set(position);
      move(moved, shift);
      return logDensity(moved) + rate * shift;
    },
  };
}
