import { createAdaptiveSlice } from '../../samplers/slice.js';
import type { PlannedBlock } from '../5-assign/plan.js';
import type { ChainBlock } from './compiled.js';
import { Coordinates, ownNames, positionWriter, type KeptCoordinates } from './coordinates.js';
import type { Wiring } from './hamiltonian-block.js';
import { loader } from './state.js';
import type { UnconstrainedBlock } from './unconstrained.js';

interface SliceTuning {
  readonly widths: unknown;
  readonly coordinates: KeptCoordinates;
}

/**
 * Slice moves along each coordinate of the block's own unknowns, on unconstrained space. What is
 * standardised comes after them in the position and keeps its coordinates.
 */
export function sliceBlock(
  planned: PlannedBlock,
  block: UnconstrainedBlock,
  { backend, layout, values, options }: Wiring,
): ChainBlock {
  const coordinates = new Coordinates(block, backend, layout, values);
  const executable = backend.compile([block.logDensity], ownNames(block));
  const load = loader(executable, layout, values);
  const write = positionWriter(executable, block);
  const moved = block.ranges[planned.conditionals.length - 1]!.end;
  const density = () => {
    write(coordinates.position);
    executable.run();
    return executable.outputs[0]![0]!;
  };
  const kernel = createAdaptiveSlice(moved, density, options);
  return {
    name: planned.name,
    sampler: planned.sampler,
    dimension: moved,
    statistics: kernel.statistics,
    update(stream, iteration, statistics) {
      const position = coordinates.enter().subarray(0, moved);
      load();
      kernel.update(stream, position, iteration, statistics, true);
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
