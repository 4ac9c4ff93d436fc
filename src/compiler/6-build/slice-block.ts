import { createAdaptiveSlice } from '../../samplers/slice.js';
import type { PlannedBlock } from '../5-assign/plan.js';
import type { ChainBlock } from './compiled.js';
import { Coordinates, type KeptCoordinates } from './coordinates.js';
import type { Wiring } from './hamiltonian-block.js';
import { positionDensity } from './position-density.js';
import type { UnconstrainedBlock } from './unconstrained.js';

interface SliceTuning {
  readonly widths: unknown;
  readonly coordinates: KeptCoordinates;
}

/**
 * Slice moves along each coordinate of the block's own unknowns, on unconstrained space.
 * What is standardised comes after them in the position and keeps its coordinates.
 */
export function sliceBlock(
  planned: PlannedBlock,
  block: UnconstrainedBlock,
  wiring: Wiring,
): ChainBlock {
  const { backend, layout, values } = wiring;
  const coordinates = new Coordinates(block, backend, layout, values);
  const density = positionDensity(block, wiring);
  const moved = block.ranges[planned.conditionals.length - 1]!.end;
  const along = (coordinate: number) => {
    const at = density.along(coordinate, coordinates.position);
    return () => at(coordinates.position);
  };
  const kernel = createAdaptiveSlice(moved, along, wiring.options);
  return {
    name: planned.name,
    sampler: planned.sampler,
    dimension: moved,
    statistics: kernel.statistics,
    update(stream, iteration, statistics) {
      const position = coordinates.enter();
      density.load();
      kernel.update(stream, position.subarray(0, moved), iteration, statistics, true);
      coordinates.leave();
    },
    ...(kernel.record && { record: () => kernel.record!() }),
    tuning: (): SliceTuning => ({
      widths: kernel.tuning(),
      coordinates: coordinates.remembered(),
    }),
    restore(tuning) {
      const saved = tuning as SliceTuning;
      kernel.restore(saved.widths);
      coordinates.recall(saved.coordinates);
    },
  };
}
