import type { MoveRecord } from '../../base/draws.js';
import type { RandomStream } from '../../base/random/stream.js';
import type { AdaptiveKernel, Kernel, LogDensity } from '../kernel.js';
import {
  createPhasePoint,
  reevaluate,
  type HamiltonianParameters,
  type HamiltonianState,
} from '../leapfrog.js';
import { createMetric } from '../metric/index.js';
import type { AdaptiveMetric, MetricName } from '../metric/metric.js';
import { whitenedDensity } from '../metric/whitening.js';
import { createNuts } from '../nuts.js';
import { createSplitHmc } from '../split-hmc.js';
import { createStaticHmc, type StaticHmcInfo } from '../static-hmc.js';
import { findReasonableStepSize } from './initial-step-size.js';
import { NO_MOVES, recordMove } from './move-record.js';
import { createPlace } from './place.js';
import { createWindowedAdaptation, type WindowedTuning } from './windowed.js';

export interface AdaptiveOptions {
  readonly warmup: number;
  /** Acceptance statistic aimed at: 0.8 is Stan's choice for NUTS. */
  readonly adaptDelta: number;
  /** Diagonal where not given. */
  readonly metric?: MetricName;
  /** Variances to begin with, as priors and curvature suggest them (Neal 1996, section 3.3); else ones. */
  readonly initialVariances?: Float64Array;
  /** Where the search for a step size begins, in the metric; else 1. */
  readonly initialStepSize?: number;
  /** What dual averaging tends to, over the step size that the search finds; else 10. */
  readonly towards?: number;
}

interface HamiltonianInfo {
  readonly acceptStat: number;
}
type HamiltonianKernel<Info> = Kernel<HamiltonianState, HamiltonianParameters, Info>;

/** NUTS with Stan's warm-up: step size by dual averaging, metric by windows. */
export function createAdaptiveNuts(
  logDensity: LogDensity,
  options: AdaptiveOptions & { readonly maxTreedepth: number },
): AdaptiveKernel {
  const names = ['accept_stat', 'stepsize', 'treedepth', 'n_leapfrog', 'divergent', 'energy'];
  const create = (density: LogDensity) => createNuts(density, options);
  return drive(logDensity, create, options, names, (info, out) => {
    out[0] = info.acceptStat;
    out[1] = info.stepSize;
    out[2] = info.treedepth;
    out[3] = info.leapfrogs;
    out[4] = info.divergent ? 1 : 0;
    out[5] = info.energy;
  });
}

/**
 * Jittered HMC of a fixed number of steps with the same warm-up. A step that is too large costs a whole trajectory here,
 * and the search, which goes by single steps, hardly finds one that is too small: larger ones are sought less far.
 */
export function createAdaptiveStaticHmc(
  logDensity: LogDensity,
  options: AdaptiveOptions & { readonly steps: number; readonly jitter: number },
): AdaptiveKernel {
  const create = (density: LogDensity) => createStaticHmc(density, options);
  return drive(logDensity, create, { towards: 3, ...options }, FIXED_LENGTH, writeFixedLength);
}

/** Jittered HMC about the normal that warm-up finds. */
export function createAdaptiveSplitHmc(
  logDensity: LogDensity,
  options: AdaptiveOptions & { readonly jitter: number },
): AdaptiveKernel {
  const create = (density: LogDensity) => createSplitHmc(density, options);
  const normal = { ...options, metric: 'dense' } as const;
  return drive(logDensity, create, normal, FIXED_LENGTH, writeFixedLength);
}

const FIXED_LENGTH = ['accept_stat', 'stepsize', 'n_leapfrog', 'divergent', 'energy'];

function writeFixedLength(info: StaticHmcInfo, out: Float64Array): void {
  out[0] = info.acceptStat;
  out[1] = info.stepSize;
  out[2] = info.leapfrogs;
  out[3] = info.divergent ? 1 : 0;
  out[4] = info.energy;
}

interface DriverTuning {
  readonly adaptation: WindowedTuning;
  readonly white: readonly number[];
  readonly record: MoveRecord;
}

function drive<Info extends HamiltonianInfo>(
  target: LogDensity,
  createKernel: (density: LogDensity) => HamiltonianKernel<Info>,
  options: AdaptiveOptions,
  names: readonly string[],
  write: (info: Info, out: Float64Array) => void,
): AdaptiveKernel {
  const { density, metric } = adaptiveSpace(target, options);
  const kernel = createKernel(density);
  const adaptation = createWindowedAdaptation(metric, options);
  const state = createPhasePoint(density.dimension);
  const place = createPlace(state, metric);
  let remembers = false;
  let record = NO_MOVES;
  const attune = () => {
    const { stepSize, inverseMetric } = adaptation.parameters;
    return density.attune?.(stepSize, inverseMetric) === true;
  };
  const findStepSize = (stream: RandomStream) => {
    adaptation.restart(findReasonableStepSize(density, stream, state, adaptation.parameters));
    if (attune()) reevaluate(density, state);
  };
  const learn = (stream: RandomStream, position: Float64Array, iteration: number, info: Info) => {
    const changed = adaptation.learn(iteration, position, info.acceptStat);
    if (iteration === options.warmup - 1) record = { ...NO_MOVES, tuned: true };
    if (!changed) return;
    if (place.renew()) reevaluate(density, state);
    findStepSize(stream);
  };
  return {
    statistics: names,
    update(stream, position, iteration, statistics, fresh) {
      const entered = place.enter(position);
      // In this order: each of them has to be done.
      if (attune() || entered || fresh || !remembers) reevaluate(density, state);
      remembers = true;
      if (iteration === 0) findStepSize(stream);
      const step = kernel.step(stream, state, adaptation.parameters);
      const moved = place.leave(step.state, position);
      write(step.info, statistics);
      if (iteration < options.warmup) learn(stream, position, iteration, step.info);
      else record = recordMove(record, moved);
    },
    record: () => record,
    tuning: (): DriverTuning => ({ adaptation: adaptation.tuning(), white: place.saved(), record }),
    restore(tuning) {
      const saved = tuning as DriverTuning;
      remembers = false;
      adaptation.restore(saved.adaptation);
      place.restore(saved.white);
      record = saved.record;
    },
  };
}

/** The metric, and the density in the coordinates that it asks for. */
function adaptiveSpace(
  target: LogDensity,
  options: AdaptiveOptions,
): { readonly density: LogDensity; readonly metric: AdaptiveMetric } {
  const initial = options.initialVariances ?? new Float64Array(target.dimension).fill(1);
  const metric = createMetric(options.metric ?? 'diagonal', initial);
  if (metric.whitening === undefined) return { density: target, metric };
  // Read when evaluated: each window brings another whitening.
  const source = {
    get whitening() {
      return metric.whitening!;
    },
  };
  return { density: whitenedDensity(target, source), metric };
}
