import type { RandomStream } from '../../base/random/stream.js';
import type { AdaptiveKernel, Kernel, LogDensity } from '../kernel.js';
import {
  copyState,
  createPhasePoint,
  reevaluate,
  type HamiltonianParameters,
  type HamiltonianState,
} from '../leapfrog.js';
import { createNuts } from '../nuts.js';
import { createStaticHmc } from '../static-hmc.js';
import { findReasonableStepSize } from './initial-step-size.js';
import { createWindowedAdaptation, type WindowedTuning } from './windowed.js';

export interface AdaptiveOptions {
  readonly warmup: number;
  /** Acceptance statistic aimed at: 0.8 is Stan's choice for NUTS. */
  readonly adaptDelta: number;
}

interface HamiltonianInfo {
  readonly acceptStat: number;
}
type HamiltonianKernel<Info> = Kernel<HamiltonianState, HamiltonianParameters, Info>;

/** NUTS with Stan's warm-up: step size by dual averaging, diagonal metric by windows. */
export function createAdaptiveNuts(
  logDensity: LogDensity,
  options: AdaptiveOptions & { readonly maxTreedepth: number },
): AdaptiveKernel {
  const names = ['accept_stat', 'stepsize', 'treedepth', 'n_leapfrog', 'divergent', 'energy'];
  return drive(logDensity, createNuts(logDensity, options), options, names, (info, out) => {
    out[0] = info.acceptStat;
    out[1] = info.stepSize;
    out[2] = info.treedepth;
    out[3] = info.leapfrogs;
    out[4] = info.divergent ? 1 : 0;
    out[5] = info.energy;
  });
}

/** Jittered HMC of a fixed number of steps with the same warm-up. */
export function createAdaptiveStaticHmc(
  logDensity: LogDensity,
  options: AdaptiveOptions & { readonly steps: number; readonly jitter: number },
): AdaptiveKernel {
  const names = ['accept_stat', 'stepsize', 'n_leapfrog', 'divergent', 'energy'];
  return drive(logDensity, createStaticHmc(logDensity, options), options, names, (info, out) => {
    out[0] = info.acceptStat;
    out[1] = info.stepSize;
    out[2] = info.leapfrogs;
    out[3] = info.divergent ? 1 : 0;
    out[4] = info.energy;
  });
}

function drive<Info extends HamiltonianInfo>(
  logDensity: LogDensity,
  kernel: HamiltonianKernel<Info>,
  options: AdaptiveOptions,
  names: readonly string[],
  write: (info: Info, out: Float64Array) => void,
): AdaptiveKernel {
  const adaptation = createWindowedAdaptation(logDensity.dimension, options);
  const state = createPhasePoint(logDensity.dimension);
  let remembers = false;
  const attune = () => {
    const { stepSize, inverseMetric } = adaptation.parameters;
    return logDensity.attune?.(stepSize, inverseMetric) === true;
  };
  const findStepSize = (stream: RandomStream) => {
    adaptation.restart(findReasonableStepSize(logDensity, stream, state, adaptation.parameters));
    if (attune()) reevaluate(logDensity, state);
  };
  return {
    statistics: names,
    update(stream, position, iteration, statistics, fresh) {
      const moved = fresh || !remembers || !samePosition(state.position, position);
      if (attune() || moved) {
        state.position.set(position);
        reevaluate(logDensity, state);
        remembers = true;
      }
      if (iteration === 0) findStepSize(stream);
      const step = kernel.step(stream, state, adaptation.parameters);
      copyState(step.state, state);
      position.set(state.position);
      write(step.info, statistics);
      if (iteration >= options.warmup) return;
      if (adaptation.learn(iteration, position, step.info.acceptStat)) findStepSize(stream);
    },
    tuning: () => adaptation.tuning(),
    restore(tuning) {
      remembers = false;
      adaptation.restore(tuning as WindowedTuning);
    },
  };
}

function samePosition(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
