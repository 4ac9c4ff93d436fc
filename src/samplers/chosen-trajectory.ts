import type { Kernel, LogDensity } from './kernel.js';
import { evaluateState, type HamiltonianParameters, type HamiltonianState } from './leapfrog.js';
import { createNuts, type NutsInfo } from './nuts.js';
import { createStaticHmc } from './static-hmc.js';

/** How long trajectories are: until they turn, or so many steps. */
export type TrajectoryLength = 'nuts' | number;

/** Which of the two moves, and how far: read at every step, and to stand still once warm-up is over. */
export interface TrajectoryRule {
  length(stepSize: number): TrajectoryLength;
  /** The tree depth at which NUTS is cut short. */
  readonly maxTreedepth: number;
}

/** NUTS or jittered HMC of a fixed length, as a rule says. A trajectory of fixed length has tree depth 0. */
export function createChosenTrajectory(
  logDensity: LogDensity,
  rule: TrajectoryRule,
  jitter: number,
): Kernel<HamiltonianState, HamiltonianParameters, NutsInfo> {
  const nuts = createNuts(logDensity, rule);
  const fixed = new Map<number, ReturnType<typeof createStaticHmc>>();
  const ofLength = (steps: number) => {
    const known = fixed.get(steps) ?? createStaticHmc(logDensity, { steps, jitter });
    fixed.set(steps, known);
    return known;
  };
  return {
    name: 'chosen_trajectory',
    init: (position) => evaluateState(logDensity, position),
    step(stream, state, parameters) {
      const length = rule.length(parameters.stepSize);
      if (length === 'nuts') return nuts.step(stream, state, parameters);
      const { state: drawn, info } = ofLength(length).step(stream, state, parameters);
      return { state: drawn, info: { ...info, treedepth: 0 } };
    },
  };
}
