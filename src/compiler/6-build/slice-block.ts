import { createOrbitSlice, scalingOrbit, type Orbit } from '../../samplers/orbit-slice.js';
import { createAdaptiveSlice } from '../../samplers/slice.js';
import type { Conditional } from '../4-condition/conditional.js';
import type { OpposedScales } from '../5-assign/opposed-scales.js';
import type { PlannedBlock } from '../5-assign/plan.js';
import type { ChainBlock } from './compiled.js';
import { Coordinates, type KeptCoordinates } from './coordinates.js';
import type { Wiring } from './hamiltonian-block.js';
import { positionDensity, type PositionDensity } from './position-density.js';
import type { UnconstrainedBlock } from './unconstrained.js';

interface SliceTuning {
  readonly widths: unknown;
  readonly coordinates: KeptCoordinates;
}

/**
 * Slice moves along each coordinate of the block's own unknowns, on unconstrained space, or along pairs of them.
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
  const kernel =
    planned.pairs === undefined
      ? createAdaptiveSlice(moved, along, wiring.options)
      : createOrbitSlice(pairOrbits(planned.pairs, block, density), wiring.options);
  return {
    name: planned.name,
    sampler: planned.sampler,
    dimension: moved,
    statistics: kernel.statistics,
    update(stream, iteration, statistics) {
      const position = coordinates.enter();
      density.load();
      const own = planned.pairs === undefined ? position.subarray(0, moved) : position;
      kernel.update(stream, own, iteration, statistics, true);
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

/** Along which the logarithms of two scales, their coordinates, go in opposite directions: that changes no volume. */
function pairOrbits(
  pairs: readonly OpposedScales[],
  { variables, ranges, dimension }: UnconstrainedBlock,
  { at }: PositionDensity,
): Orbit[] {
  const coordinate = ({ variable }: Conditional) => ranges[variables.indexOf(variable)]!.start;
  return pairs.map(({ raised, lowered, rates: [up, down] }) => {
    const shifted = [
      [coordinate(raised), up],
      [coordinate(lowered), down],
    ] as const;
    return scalingOrbit(dimension, at, { multiplied: [], shifted });
  });
}
