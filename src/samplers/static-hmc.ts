import type { Kernel, LogDensity } from './kernel.js';
import {
  acceptanceOf,
  copyState,
  createPhasePoint,
  energyAfterKick,
  evaluateState,
  isCrossed,
  isDivergent,
  kickAndDrift,
  kickAndMeasure,
  type HamiltonianParameters,
  type HamiltonianState,
  type PhasePoint,
} from './leapfrog.js';
import { drawJitter } from './jitter.js';
import { drawMomentum } from './momentum.js';

export interface StaticHmcOptions {
  /** Leapfrog steps of each trajectory. */
  readonly steps: number;
  /** Of step sizes, as `drawJitter` has it. */
  readonly jitter: number;
  /** In a row, each accepted or refused; 1 where not given. */
  readonly trajectories?: number;
  /**
   * A trajectory whose energy comes this far above that of either end is refused: it would hardly come back, and need
   * not be followed. 10 where not given.
   */
  readonly hopeless?: number;
}

export interface StaticHmcInfo {
  /** Mean over the trajectories. */
  readonly acceptStat: number;
  /** The step size before jitter. */
  readonly stepSize: number;
  readonly leapfrogs: number;
  readonly divergent: boolean;
  /** Energy of the state drawn. */
  readonly energy: number;
}

/** Of accepted trajectories of a network, one in two hundred came as far above its ends. */
const HOPELESS = 10;
/** Steps for which a hopeless trajectory is followed, to tell a divergence. */
const LAST_STEPS = 3;

/**
 * Hamiltonian Monte Carlo with a fixed number of steps (Neal 2011, section 3.2), its step size
 * jittered so that no trajectory length resonates with the target. It ends early where it is hopeless.
 */
export function createStaticHmc(
  logDensity: LogDensity,
  options: StaticHmcOptions,
): Kernel<HamiltonianState, HamiltonianParameters, StaticHmcInfo> {
  const point = createPhasePoint(logDensity.dimension);
  const drawn = createPhasePoint(logDensity.dimension);
  const { steps, jitter, trajectories = 1, hopeless = HOPELESS } = options;
  return {
    name: 'static_hmc',
    init: (position) => evaluateState(logDensity, position),
    step(stream, state, parameters) {
      if (state !== drawn) copyState(state, drawn);
      const total = { acceptStat: 0, leapfrogs: 0, divergent: false, energy: NaN };
      for (let k = 0; k < trajectories; k++) {
        copyState(drawn, point);
        const stepSize = parameters.stepSize * drawJitter(stream, jitter);
        const before = drawMomentum(stream, point, parameters.inverseMetric);
        const end = integrate(
          logDensity,
          point,
          { ...parameters, stepSize },
          steps,
          before + hopeless,
        );
        const lower = parameters.warming === true ? before : Math.min(before, end.energy);
        const acceptStat = end.highest > lower + hopeless ? 0 : acceptanceOf(before - end.energy);
        const isAccepted = stream.uniform() < acceptStat;
        if (isAccepted) copyState(point, drawn);
        total.acceptStat += acceptStat / trajectories;
        total.leapfrogs += end.leapfrogs;
        total.divergent ||= isDivergent(before - end.energy) && !isCrossed(logDensity, point);
        total.energy = isAccepted ? end.energy : before;
      }
      return { state: drawn, info: { ...total, stepSize: parameters.stepSize } };
    },
  };
}

interface Reached {
  /** At the end; of the highest point where that is hopeless, infinite where the density ended. */
  readonly energy: number;
  /** Of the points between both ends. */
  readonly highest: number;
  readonly leapfrogs: number;
}

/** Leapfrog steps with the half kicks between them joined. Stops where the density ends, and soon above `most`. */
function integrate(
  logDensity: LogDensity,
  point: PhasePoint,
  { stepSize, inverseMetric }: HamiltonianParameters,
  steps: number,
  most: number,
): Reached {
  let highest = -Infinity;
  let last = steps;
  for (let i = 0; i < last; i++) {
    kickAndDrift(point, i === 0 ? stepSize / 2 : stepSize, stepSize, inverseMetric);
    point.logDensity = logDensity.evaluate(point.position, point.gradient);
    const isOutside = isCrossed(logDensity, point);
    // The way back would meet the same point, so stopping here keeps the move reversible.
    if (!Number.isFinite(point.logDensity) && !isOutside) {
      return { energy: Infinity, highest, leapfrogs: i + 1 };
    }
    if (i === steps - 1 || isOutside) continue;
    highest = Math.max(highest, energyAfterKick(point, stepSize / 2, inverseMetric));
    if (highest > most) last = Math.min(last, i + 1 + LAST_STEPS);
  }
  if (highest > most) return { energy: highest, highest, leapfrogs: last };
  if (logDensity.exact !== undefined) point.logDensity = logDensity.exact(point.position);
  const energy = kickAndMeasure(point, stepSize / 2, inverseMetric);
  return { energy, highest, leapfrogs: steps };
}
