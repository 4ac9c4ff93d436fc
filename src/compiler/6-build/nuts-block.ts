import type { Backend } from '../../backend/backend.js';
import { createAdaptiveNuts } from '../../samplers/adaptation/driver.js';
import type { LogDensity } from '../../samplers/kernel.js';
import type { PlannedBlock } from '../5-assign/plan.js';
import type { ChainBlock, SamplerOptions } from './compiled.js';
import { Coordinates, positionWriter, type KeptCoordinates } from './coordinates.js';
import { loader, type Layout } from './state.js';
import { unconstrainedName, type UnconstrainedBlock } from './unconstrained.js';

interface NutsTuning {
  readonly adaptation: unknown;
  readonly coordinates: KeptCoordinates;
}

export interface NutsBlock extends ChainBlock {
  /** Whether the density and its gradient are finite at the chain's present values. */
  startsFinite(): boolean;
}

interface Wiring {
  readonly backend: Backend;
  readonly layout: Layout;
  readonly values: Float64Array;
  readonly options: SamplerOptions;
}

/** The smooth unknowns of a sweep, moved together by NUTS on unconstrained space. */
export function nutsBlock(
  planned: PlannedBlock,
  block: UnconstrainedBlock,
  { backend, layout, values, options }: Wiring,
): NutsBlock {
  const coordinates = new Coordinates(block, backend, layout, values);
  const { density, load } = compileDensity(block, backend, layout, values);
  const kernel = createAdaptiveNuts(density, options);
  return {
    name: planned.name,
    sampler: 'nuts',
    dimension: density.dimension,
    statistics: kernel.statistics,
    update(stream, iteration, statistics) {
      const position = coordinates.enter();
      kernel.update(stream, position, iteration, statistics, load());
      coordinates.leave();
    },
    tuning: (): NutsTuning => ({
      adaptation: kernel.tuning(),
      coordinates: coordinates.remembered(),
    }),
    restore(tuning) {
      const saved = tuning as NutsTuning;
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

/** `load` refreshes what the density reads of other blocks, and says whether that changed. */
function compileDensity(
  block: UnconstrainedBlock,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): { readonly density: LogDensity; readonly load: () => boolean } {
  const own = new Set(block.variables.map(({ name }) => unconstrainedName(name)));
  const joint = backend.compile([block.logDensity, ...block.gradients], own);
  const write = positionWriter(joint, block);
  const [value, ...slopes] = joint.outputs;
  return {
    load: loader(joint, layout, values),
    density: {
      dimension: block.dimension,
      evaluate(position, gradient) {
        write(position);
        joint.run();
        for (let i = 0; i < slopes.length; i++) {
          const slope = slopes[i]!;
          const { start, end } = block.ranges[i]!;
          const step = slope.length === 1 ? 0 : 1;
          for (let k = start; k < end; k++) gradient[k] = slope[(k - start) * step]!;
        }
        return value![0]!;
      },
    },
  };
}
