import type { Kernel, LogDensity } from './kernel.js';
import {
  acceptanceOf,
  copyState,
  createPhasePoint,
  energyAfterKick,
  evaluateState,
  isDivergent,
  type HamiltonianParameters,
  type HamiltonianState,
  type PhasePoint,
} from './leapfrog.js';
import { drawJitter } from './jitter.js';
import { drawMomentum } from './momentum.js';
import type { StaticHmcInfo } from './static-hmc.js';

/**
 * The angle of a whole trajectory: against a normal, means then keep cos(2) = -0.42 of where they began, squares
 * 0.17. An angle of pi / 2 would keep nothing of means, at the same number of steps.
 */
const TURN = 2;
const MOST_STEPS = 100;

/**
 * Hamiltonian Monte Carlo with the normal part of the energy split off (Shahbaba, Lan, Johnson and Neal 2014,
 * Statistics and Computing 24): |u|^2 / 2 moves by an exact rotation of position and momentum, and kicks see only what
 * is left, grad log p(u) + u. In coordinates in which the target is about a standard normal that is little, so steps
 * reach as far as the rotation does. Exact for any target, as each part is reversible and keeps volume.
 */
export function createSplitHmc(
  logDensity: LogDensity,
  options: { readonly jitter: number },
): Kernel<HamiltonianState, HamiltonianParameters, StaticHmcInfo> {
  const point = createPhasePoint(logDensity.dimension);
  const drawn = createPhasePoint(logDensity.dimension);
  return {
    name: 'split_hmc',
    init: (position) => evaluateState(logDensity, position),
    step(stream, state, { stepSize, inverseMetric }) {
      if (state !== drawn) copyState(state, drawn);
      copyState(state, point);
      const steps = Math.min(MOST_STEPS, Math.max(2, Math.ceil(TURN / stepSize)));
      const angle = Math.min(TURN / steps, stepSize);
      const factor = drawJitter(stream, options.jitter);
      const before = drawMomentum(stream, point, inverseMetric);
      const end = rotate(logDensity, point, angle * factor, steps, inverseMetric);
      const logRatio = before - end.energy;
      const acceptStat = acceptanceOf(logRatio);
      const accepted = stream.uniform() < acceptStat;
      if (accepted) copyState(point, drawn);
      const divergent = isDivergent(logRatio);
      const energy = accepted ? end.energy : before;
      const info = { acceptStat, stepSize: angle, leapfrogs: end.leapfrogs, divergent, energy };
      return { state: drawn, info };
    },
  };
}

/** Half a kick, a rotation and half a kick, `steps` times. Stops where the density ends. */
function rotate(
  logDensity: LogDensity,
  point: PhasePoint,
  angle: number,
  steps: number,
  inverseMetric: Float64Array,
): { readonly energy: number; readonly leapfrogs: number } {
  const [along, across] = [Math.cos(angle), Math.sin(angle)];
  const { position, momentum, gradient } = point;
  for (let i = 0; i < steps; i++) {
    // The two half kicks between rotations are joined.
    const kick = i === 0 ? angle / 2 : angle;
    for (let k = 0; k < position.length; k++) {
      const u = position[k]!;
      const p = momentum[k]! + kick * (gradient[k]! + u);
      position[k] = along * u + across * p;
      momentum[k] = along * p - across * u;
    }
    point.logDensity = logDensity.evaluate(position, gradient);
    // The way back would meet the same point, so stopping here keeps the move reversible.
    if (!Number.isFinite(point.logDensity)) return { energy: Infinity, leapfrogs: i + 1 };
  }
  for (let k = 0; k < position.length; k++) {
    momentum[k] = momentum[k]! + (angle / 2) * (gradient[k]! + position[k]!);
  }
  return { energy: energyAfterKick(point, 0, inverseMetric), leapfrogs: steps };
}
