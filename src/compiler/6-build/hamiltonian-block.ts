import {
  createAdaptiveNuts,
  createAdaptiveSplitHmc,
  createAdaptiveStaticHmc,
  createAdaptiveTrajectories,
  type AdaptiveOptions,
} from '../../samplers/adaptation/driver.js';
import { sizeOf } from '../../expression/index.js';
import type { AdaptiveKernel, LogDensity } from '../../samplers/kernel.js';
import { CHOSEN, type PlannedBlock } from '../5-assign/plan.js';
import type { ChainBlock, SamplerOptions } from './compiled.js';
import { Coordinates, type KeptCoordinates } from './coordinates.js';
import { gradientDensity } from './gradient-density.js';
import type { PrecisionTuning } from './slopes.js';
import type { Layout, StateWiring } from './state.js';
import type { UnconstrainedBlock } from './unconstrained.js';
import { positionsOf } from './unit-positions.js';

interface HamiltonianTuning {
  readonly adaptation: unknown;
  readonly coordinates: KeptCoordinates;
  readonly precision: PrecisionTuning | null;
}

export interface HamiltonianBlock extends ChainBlock {
  /** Whether the density and its gradient are finite at the chain's present values. */
  startsFinite(): boolean;
}

export interface Wiring extends StateWiring {
  readonly options: SamplerOptions;
}

/** Of step sizes: one in ten is below three quarters of the mean. */
const JITTER = 0.2;

/**
 * Unknowns moved together along the gradient, by NUTS or by trajectories of a fixed length. `rest` is the cost of the
 * rest of a sweep, in evaluations of the block's density.
 */
export function hamiltonianBlock(
  planned: PlannedBlock,
  block: UnconstrainedBlock,
  { backend, layout, values, options }: Wiring,
  rest: number,
): HamiltonianBlock {
  const coordinates = new Coordinates(block, backend, layout, values);
  const single = isFixed(planned);
  const { density, load, precision } = gradientDensity(block, backend, layout, values, { single });
  const alike = alikeGroups(planned, block);
  const circumstances = givenScales(block, layout, values);
  const kernel = createKernel(planned, density, options, { rest, alike, ...circumstances });
  return {
    name: planned.name,
    sampler: planned.sampler,
    dimension: density.dimension,
    statistics: kernel.statistics,
    update(stream, iteration, statistics) {
      const position = coordinates.enter();
      const fresh = iteration < options.warmup && precision?.reconsider() === true;
      kernel.update(stream, position, iteration, statistics, load() || fresh);
      coordinates.leave();
    },
    ...(kernel.record && { record: () => kernel.record!() }),
    tuning: (): HamiltonianTuning => ({
      adaptation: kernel.tuning(),
      coordinates: coordinates.remembered(),
      precision: precision?.tuning() ?? null,
    }),
    restore(tuning) {
      const saved = tuning as HamiltonianTuning;
      if (saved.precision !== null) precision?.restore(saved.precision);
      kernel.restore(saved.adaptation);
      coordinates.recall(saved.coordinates);
    },
    startsFinite() {
      load();
      const gradient = new Float64Array(density.dimension);
      const value = density.evaluate(coordinates.enter(), gradient);
      return Number.isFinite(value) && gradient.every(Number.isFinite);
    },
  };
}

/** Trajectories that only their ends are judged by. */
function isFixed({ sampler, steps }: PlannedBlock): boolean {
  return steps !== undefined && sampler !== 'split_hmc' && sampler !== CHOSEN;
}

function createKernel(
  { sampler, steps, trajectories = 1, metric }: PlannedBlock,
  density: LogDensity,
  { warmup, adaptDelta, maxTreedepth, held = [] }: SamplerOptions,
  { rest, ...learnt }: Pick<AdaptiveOptions, 'alike' | 'circumstances'> & { readonly rest: number },
): AdaptiveKernel {
  if (sampler === 'split_hmc') {
    return createAdaptiveSplitHmc(density, { warmup, adaptDelta, jitter: JITTER, ...learnt });
  }
  const adaptive = { warmup, adaptDelta, ...learnt, ...(metric !== undefined && { metric }) };
  if (sampler === CHOSEN && !held.includes('trajectories')) {
    const choice = { rest, jitter: JITTER };
    return createAdaptiveTrajectories(density, { ...adaptive, ...choice, maxTreedepth });
  }
  if (steps === undefined) return createAdaptiveNuts(density, { ...adaptive, maxTreedepth });
  return createAdaptiveStaticHmc(density, { ...adaptive, steps, trajectories, jitter: JITTER });
}

/** Mean logarithms of the scales that the block is given. */
function givenScales(
  { givenScales: scales }: UnconstrainedBlock,
  { places }: Layout,
  values: Float64Array,
): Pick<AdaptiveOptions, 'circumstances'> {
  if (scales.length === 0) return {};
  const views = scales.map(({ name }) => {
    const { offset, size } = places.get(name)!;
    return values.subarray(offset, offset + size);
  });
  return {
    circumstances: {
      count: views.length,
      read(out) {
        views.forEach((view, k) => {
          out[k] = view.reduce((sum, value) => sum + Math.log(value), 0) / view.length;
        });
      },
    },
  };
}

/** The coordinates that have one place in all units. */
function alikeGroups(
  { alike = [] }: PlannedBlock,
  { variables, ranges }: UnconstrainedBlock,
): readonly (readonly number[])[] {
  return alike.flatMap(({ variable, axis }) => {
    const { start, end } = ranges[variables.indexOf(variable)]!;
    // What has fewer coordinates than values has no units among them.
    if (end - start !== sizeOf(variable.shape)) return [];
    const units = Array.from({ length: variable.shape[axis]! }, (_, unit) =>
      positionsOf(variable.shape, axis, unit),
    );
    return units[0]!.map((_, place) => units.map((unit) => start + unit[place]!));
  });
}
