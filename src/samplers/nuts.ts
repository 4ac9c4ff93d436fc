import type { Kernel, LogDensity } from './kernel.js';
import {
  copyState,
  createPhasePoint,
  evaluateState,
  type HamiltonianParameters,
  type HamiltonianState,
} from './leapfrog.js';
import { drawMomentum } from './momentum.js';
import { Trajectory } from './trajectory.js';

export type NutsState = HamiltonianState;
export type NutsParameters = HamiltonianParameters;

export interface NutsInfo {
  /** Mean over the trajectory of min(1, exp(initial energy - energy)): what adaptation steers. */
  readonly acceptStat: number;
  readonly stepSize: number;
  /** Doublings taken into the trajectory. */
  readonly treedepth: number;
  readonly leapfrogs: number;
  readonly divergent: boolean;
  /** Energy of the state drawn. */
  readonly energy: number;
}

/**
 * The no-U-turn sampler (Hoffman and Gelman 2014) in the multinomial form of Betancourt (2017),
 * arXiv 1701.02434, with a diagonal metric.
 */
export function createNuts(
  logDensity: LogDensity,
  options: { readonly maxTreedepth: number },
): Kernel<NutsState, NutsParameters, NutsInfo> {
  const trajectory = new Trajectory(logDensity);
  const point = createPhasePoint(logDensity.dimension);
  return {
    name: 'nuts',
    init: (position) => evaluateState(logDensity, position),
    step(stream, state, parameters) {
      copyState(state, point);
      trajectory.start(point, drawMomentum(stream, point, parameters.inverseMetric));
      let treedepth = 0;
      for (let goesOn = true; goesOn && treedepth < options.maxTreedepth;) {
        const direction = stream.bits() >>> 31 === 1 ? 1 : -1;
        const doubling = trajectory.double(stream, direction, treedepth, parameters);
        if (doubling.merged) treedepth++;
        goesOn = doubling.goesOn;
      }
      const { leapfrogs, divergent, candidate } = trajectory;
      const acceptStat = trajectory.acceptance / Math.max(1, leapfrogs);
      const { stepSize } = parameters;
      const { energy } = candidate;
      return {
        state: candidate,
        info: { acceptStat, stepSize, treedepth, leapfrogs, divergent, energy },
      };
    },
  };
}
