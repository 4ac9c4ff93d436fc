import type { Kernel, LogDensity } from './kernel.js';
import {
  copyState,
  createPhasePoint,
  DIVERGENCE_THRESHOLD,
  evaluateState,
  isCrossed,
  kickAndDrift,
  kickAndMeasure,
  type HamiltonianParameters,
  type HamiltonianState,
  type PhasePoint,
} from './leapfrog.js';
import { drawMomentum } from './momentum.js';

export interface StaticHmcOptions {
  /** Leapfrog steps of each trajectory. */
  readonly steps: number;
  /** Step sizes are drawn uniformly within this fraction of the tuned one, in [0, 1). */
  readonly jitter: number;
}

export interface StaticHmcInfo {
  readonly acceptStat: number;
  /** The step size before jitter. */
  readonly stepSize: number;
  readonly leapfrogs: number;
  readonly divergent: boolean;
  /** Energy of the state drawn. */
  readonly energy: number;
}

/**
 * Hamiltonian Monte Carlo with a fixed number of steps (Neal 2011, section 3.2), its step size
 * jittered so that no trajectory length resonates with the target.
 */
export function createStaticHmc(
  logDensity: LogDensity,
  options: StaticHmcOptions,
): Kernel<HamiltonianState, HamiltonianParameters, StaticHmcInfo> {
  const point = createPhasePoint(logDensity.dimension);
  const drawn = createPhasePoint(logDensity.dimension);
  return {
    name: 'static_hmc',
    init: (position) => evaluateState(logDensity, position),
    step(stream, state, { stepSize, inverseMetric }) {
      if (state !== drawn) copyState(state, drawn);
      copyState(state, point);
      const factor = 1 + options.jitter * (2 * stream.uniform() - 1);
      const before = drawMomentum(stream, point, inverseMetric);
      const end = integrate(logDensity, point, stepSize * factor, options.steps, inverseMetric);
      const logRatio = before - end.energy;
      // NaN, where the start itself has no density, is a rejection.
      const acceptStat = logRatio > -Infinity ? Math.min(1, Math.exp(logRatio)) : 0;
      const accepted = stream.uniform() < acceptStat;
      if (accepted) copyState(point, drawn);
      const divergent = !(logRatio >= -DIVERGENCE_THRESHOLD || isCrossed(logDensity, point));
      const energy = accepted ? end.energy : before;
      const info = { acceptStat, stepSize, leapfrogs: end.leapfrogs, divergent, energy };
      return { state: drawn, info };
    },
  };
}

/** Leapfrog steps with the half kicks between them joined. Stops where the density ends. */
function integrate(
  logDensity: LogDensity,
  point: PhasePoint,
  stepSize: number,
  steps: number,
  inverseMetric: Float64Array,
): { readonly energy: number; readonly leapfrogs: number } {
  for (let i = 0; i < steps; i++) {
    kickAndDrift(point, i === 0 ? stepSize / 2 : stepSize, stepSize, inverseMetric);
    point.logDensity = logDensity.evaluate(point.position, point.gradient);
    // The way back would meet the same point, so stopping here keeps the move reversible.
    if (!Number.isFinite(point.logDensity) && !isCrossed(logDensity, point)) {
      return { energy: Infinity, leapfrogs: i + 1 };
    }
  }
  if (logDensity.exact !== undefined) point.logDensity = logDensity.exact(point.position);
  return { energy: kickAndMeasure(point, stepSize / 2, inverseMetric), leapfrogs: steps };
}
