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
import { createChosenTrajectory } from '../chosen-trajectory.js';
import { createNuts } from '../nuts.js';
import { createSplitHmc } from '../split-hmc.js';
import { createStaticHmc, type StaticHmcOptions } from '../static-hmc.js';
import { findReasonableStepSize } from './initial-step-size.js';
import { FIXED_LENGTH, UNTIL_TURN, type Manner } from './manner.js';
import { NO_MOVES, recordMove } from './move-record.js';
import { createPlace } from './place.js';
import { createStepLaw, type Circumstances, type StepLawTuning } from './step-law.js';
import {
  createTrajectoryChoice,
  type ChoiceTuning,
  type TrajectoryChoice,
} from './trajectory-choice.js';
import { createWindowedAdaptation, type WindowedTuning } from './windowed.js';

export interface AdaptiveOptions {
  readonly warmup: number;
  /** Acceptance statistic aimed at: 0.8 is Stan's choice for NUTS. */
  readonly adaptDelta: number;
  /** Diagonal where not given. */
  readonly metric?: MetricName;
  /** Groups of coordinates that share a variance in a diagonal metric. */
  readonly alike?: readonly (readonly number[])[];
  /** Variances to begin with, as priors and curvature suggest them (Neal 1996, section 3.3); else ones. */
  readonly initialVariances?: Float64Array;
  /** Where the search for a step size begins, in the metric; else 1. */
  readonly initialStepSize?: number;
  /** What the step size may follow. */
  readonly circumstances?: Circumstances;
}

interface HamiltonianInfo {
  readonly acceptStat: number;
  readonly leapfrogs: number;
}
interface Driven<Info> {
  readonly kernel: Kernel<HamiltonianState, HamiltonianParameters, Info>;
  readonly choice?: TrajectoryChoice | undefined;
}

/** NUTS with Stan's warm-up: step size by dual averaging, metric by windows. */
export function createAdaptiveNuts(
  logDensity: LogDensity,
  options: AdaptiveOptions & { readonly maxTreedepth: number },
): AdaptiveKernel {
  const create = (density: LogDensity) => ({ kernel: createNuts(density, options) });
  return drive(logDensity, create, options, UNTIL_TURN);
}

/** NUTS, or jittered HMC of a fixed length where warm-up finds that it gives more draws for the cost. */
export function createAdaptiveTrajectories(
  logDensity: LogDensity,
  options: AdaptiveOptions & {
    readonly maxTreedepth: number;
    readonly jitter: number;
    /** Cost of the rest of a sweep, in evaluations of this density. */
    readonly rest: number;
  },
): AdaptiveKernel {
  const create = (density: LogDensity) => {
    const choice = createTrajectoryChoice(density, options);
    const { maxTreedepth } = options;
    const rule = choice ?? { length: () => 'nuts' as const, maxTreedepth };
    return { kernel: createChosenTrajectory(density, rule, options.jitter), choice };
  };
  return drive(logDensity, create, options, UNTIL_TURN);
}

/** Jittered HMC of a fixed number of steps with the same windows. */
export function createAdaptiveStaticHmc(
  logDensity: LogDensity,
  options: AdaptiveOptions & StaticHmcOptions,
): AdaptiveKernel {
  const create = (density: LogDensity) => ({ kernel: createStaticHmc(density, options) });
  return drive(logDensity, create, options, FIXED_LENGTH);
}

/** Jittered HMC about the normal that warm-up finds. */
export function createAdaptiveSplitHmc(
  logDensity: LogDensity,
  options: AdaptiveOptions & { readonly jitter: number },
): AdaptiveKernel {
  const create = (density: LogDensity) => ({ kernel: createSplitHmc(density, options) });
  const normal = { ...options, metric: 'dense' } as const;
  return drive(logDensity, create, normal, FIXED_LENGTH);
}

interface DriverTuning {
  readonly adaptation: WindowedTuning;
  readonly white: readonly number[];
  readonly record: MoveRecord;
  readonly choice: ChoiceTuning | null;
  readonly law: StepLawTuning | null;
}

function drive<Info extends HamiltonianInfo>(
  target: LogDensity,
  create: (density: LogDensity) => Driven<Info>,
  options: AdaptiveOptions,
  { columns, createRule, searches }: Manner<Info>,
): AdaptiveKernel {
  const { density, metric } = adaptiveSpace(target, options);
  const { kernel, choice } = create(density);
  const rule = createRule(options.initialStepSize ?? 1, options.adaptDelta);
  const adaptation = createWindowedAdaptation(metric, rule, options.warmup);
  const state = createPhasePoint(density.dimension);
  const place = createPlace(state, metric);
  const law = options.circumstances && createStepLaw(options.circumstances);
  let factor = 1;
  let remembers = false;
  let record = NO_MOVES;
  const parameters = (of: 'parameters' | 'steady' = 'parameters') => {
    const { stepSize, inverseMetric } = adaptation[of];
    return { stepSize: stepSize * factor, inverseMetric };
  };
  const attune = () => {
    const { stepSize, inverseMetric } = parameters();
    return density.attune?.(stepSize, inverseMetric) === true;
  };
  const findStepSize = (stream: RandomStream) => {
    adaptation.restart(findReasonableStepSize(density, stream, state, parameters()) / factor);
    if (attune()) reevaluate(density, state);
  };
  const learn = (
    stream: RandomStream,
    position: Float64Array,
    iteration: number,
    acceptStat: number | undefined,
  ) => {
    const changed = adaptation.learn(iteration, position, state.gradient, acceptStat);
    if (acceptStat !== undefined) law?.learn(acceptStat - options.adaptDelta);
    if (iteration === options.warmup - 1) record = { ...NO_MOVES, tuned: true };
    if (!changed) return;
    if (place.renew()) reevaluate(density, state);
    if (searches || metric.whitening !== undefined) findStepSize(stream);
    else adaptation.carryOn();
  };
  return {
    statistics: columns.map(([name]) => name),
    update(stream, position, iteration, statistics, fresh) {
      factor = law?.meet() ?? 1;
      const entered = place.enter(position);
      // In this order: each of them has to be done.
      if (attune() || entered || fresh || !remembers) reevaluate(density, state);
      remembers = true;
      if (iteration === 0) findStepSize(stream);
      const isTrial = choice?.before(stream, iteration, state, parameters('steady')) === true;
      const warming = iteration < options.warmup;
      const tuned = parameters(isTrial ? 'steady' : 'parameters');
      const step = kernel.step(stream, state, { ...tuned, warming });
      const moved = place.leave(step.state, position);
      choice?.after(iteration, state, step.info.leapfrogs);
      columns.forEach(([, read], k) => {
        statistics[k] = read(step.info);
      });
      const acceptStat = isTrial ? undefined : step.info.acceptStat;
      if (warming) learn(stream, position, iteration, acceptStat);
      else record = recordMove(record, moved);
    },
    record() {
      const trajectories = choice?.record();
      return trajectories === undefined ? record : { ...record, trajectories };
    },
    tuning: (): DriverTuning => ({
      ...{ adaptation: adaptation.tuning(), white: place.saved(), record },
      choice: choice?.tuning() ?? null,
      law: law?.tuning() ?? null,
    }),
    restore(tuning) {
      const saved = tuning as DriverTuning;
      remembers = false;
      adaptation.restore(saved.adaptation);
      place.restore(saved.white);
      record = saved.record;
      if (saved.choice !== null) choice?.restore(saved.choice);
      if (saved.law !== null) law?.restore(saved.law);
    },
  };
}

/** The metric, and the density in the coordinates that it asks for. */
function adaptiveSpace(
  target: LogDensity,
  options: AdaptiveOptions,
): { readonly density: LogDensity; readonly metric: AdaptiveMetric } {
  const initial = options.initialVariances ?? new Float64Array(target.dimension).fill(1);
  const metric = createMetric(options.metric ?? 'diagonal', initial, options.alike);
  if (metric.whitening === undefined) return { density: target, metric };
  // Read when evaluated: each window brings another whitening.
  const source = {
    get whitening() {
      return metric.whitening!;
    },
  };
  return { density: whitenedDensity(target, source), metric };
}
