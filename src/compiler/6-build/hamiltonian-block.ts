import type { Backend } from '../../backend/backend.js';
import {
  createAdaptiveNuts,
  createAdaptiveSplitHmc,
  createAdaptiveStaticHmc,
  createAdaptiveTrajectories,
} from '../../samplers/adaptation/driver.js';
import { sizeOf } from '../../expression/index.js';
import type { AdaptiveKernel, LogDensity } from '../../samplers/kernel.js';
import { CHOSEN, type PlannedBlock } from '../5-assign/plan.js';
import type { ChainBlock, SamplerOptions } from './compiled.js';
import { Coordinates, ownNames, positionWriter, type KeptCoordinates } from './coordinates.js';
import { penaltyNames } from './penalties.js';
import { penalisedDensity } from './penalised-density.js';
import { loader, type Layout } from './state.js';
import type { UnconstrainedBlock } from './unconstrained.js';
import { positionsOf } from './unit-positions.js';

interface HamiltonianTuning {
  readonly adaptation: unknown;
  readonly coordinates: KeptCoordinates;
}

export interface HamiltonianBlock extends ChainBlock {
  /** Whether the density and its gradient are finite at the chain's present values. */
  startsFinite(): boolean;
}

export interface Wiring {
  readonly backend: Backend;
  readonly layout: Layout;
  readonly values: Float64Array;
  readonly options: SamplerOptions;
}

/** Step sizes vary by this fraction, so that no length of a trajectory meets its own period. */
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
  const { density, load } = compileDensity(block, backend, layout, values);
  const alike = alikeGroups(planned, block);
  const kernel = createKernel(planned, density, options, { rest, alike });
  return {
    name: planned.name,
    sampler: planned.sampler,
    dimension: density.dimension,
    statistics: kernel.statistics,
    update(stream, iteration, statistics) {
      const position = coordinates.enter();
      kernel.update(stream, position, iteration, statistics, load());
      coordinates.leave();
    },
    ...(kernel.record && { record: () => kernel.record!() }),
    tuning: (): HamiltonianTuning => ({
      adaptation: kernel.tuning(),
      coordinates: coordinates.remembered(),
    }),
    restore(tuning) {
      const saved = tuning as HamiltonianTuning;
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

function createKernel(
  { sampler, steps, metric }: PlannedBlock,
  density: LogDensity,
  { warmup, adaptDelta, maxTreedepth, held = [] }: SamplerOptions,
  { rest, alike }: { readonly rest: number; readonly alike: readonly (readonly number[])[] },
): AdaptiveKernel {
  if (sampler === 'split_hmc') {
    return createAdaptiveSplitHmc(density, { warmup, adaptDelta, jitter: JITTER });
  }
  const adaptive = { warmup, adaptDelta, alike, ...(metric !== undefined && { metric }) };
  if (sampler === CHOSEN && !held.includes('trajectories')) {
    const choice = { rest, jitter: JITTER };
    return createAdaptiveTrajectories(density, { ...adaptive, ...choice, maxTreedepth });
  }
  if (steps === undefined) return createAdaptiveNuts(density, { ...adaptive, maxTreedepth });
  return createAdaptiveStaticHmc(density, { ...adaptive, steps, jitter: JITTER });
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

/** `load` refreshes what the density reads of other blocks, and says whether that changed. */
function compileDensity(
  block: UnconstrainedBlock,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): { readonly density: LogDensity; readonly load: () => boolean } {
  const { penalties, gradients } = block;
  const joint = backend.compile(
    [block.logDensity, ...gradients, ...penalties.flatMap((p) => [p.weight, p.centre])],
    ownNames(block),
  );
  const write = positionWriter(joint, block);
  const [value, ...derivatives] = joint.outputs.slice(0, gradients.length + 1);
  const smooth: LogDensity = {
    dimension: block.dimension,
    evaluate(position, gradient) {
      write(position);
      joint.run();
      for (let i = 0; i < derivatives.length; i++) {
        const slope = derivatives[i]!;
        const { start, end } = block.ranges[i]!;
        const step = slope.length === 1 ? 0 : 1;
        for (let k = start; k < end; k++) gradient[k] = slope[(k - start) * step]!;
      }
      return value![0]!;
    },
  };
  const load = loader(joint, layout, values);
  if (penalties.length === 0) return { load, density: smooth };
  const varying = new Set([...ownNames(block), ...penaltyNames(penalties)]);
  const slopes = backend.compile(block.parameterSlopes.nodes, varying);
  const loadSlopes = loader(slopes, layout, values);
  const parameters = joint.outputs.slice(gradients.length + 1);
  const penalised = { slopes, parameters, write: positionWriter(slopes, block) };
  return {
    density: penalisedDensity(smooth, block, penalised),
    load() {
      const changed = load();
      return loadSlopes() || changed;
    },
  };
}
