import { createEllipticalSlice, type EllipticalUnit } from '../../samplers/elliptical-slice.js';
import { InvariantError } from '../../base/diagnostic.js';
import type { PlannedBlock } from '../5-assign/plan.js';
import type { ChainBlock } from './compiled.js';
import { Coordinates, type KeptCoordinates } from './coordinates.js';
import type { Wiring } from './hamiltonian-block.js';
import { normalDraw } from './normal-block.js';
import { positionDensity } from './position-density.js';
import { spread } from './state.js';
import type { UnconstrainedBlock } from './unconstrained.js';

/**
 * Elliptical slice moves of unknowns that are jointly normal by their priors, which `block` leaves out of its
 * density. They are real, so their coordinates are their values.
 */
export function ellipticalBlock(
  planned: PlannedBlock,
  block: UnconstrainedBlock,
  wiring: Wiring,
): ChainBlock {
  const { backend, layout, values } = wiring;
  if (planned.ellipse === undefined) throw new InvariantError(`${planned.name} has no ellipse`);
  const coordinates = new Coordinates(block, backend, layout, values);
  const density = positionDensity(block, wiring);
  const drawn = new Float64Array(block.dimension);
  const views = block.ranges.map(({ start, end }) => drawn.subarray(start, end));
  const prior = normalDraw(planned.name, planned.ellipse.system, views, wiring, true);
  const mean = new Float64Array(block.dimension);
  let present = 0;
  const unit: EllipticalUnit = {
    coordinates: Array.from(drawn.keys()),
    fillMean(out) {
      out.set(mean);
    },
    drawDeviation(stream, out) {
      prior.draw(stream);
      for (let i = 0; i < out.length; i++) out[i] = drawn[i]! - mean[i]!;
    },
    change: (position) => density.at(position) - present,
    keep: () => undefined,
  };
  const kernel = createEllipticalSlice([unit]);
  return {
    name: planned.name,
    sampler: planned.sampler,
    dimension: block.dimension,
    statistics: kernel.statistics,
    update(stream, iteration, statistics) {
      const position = coordinates.enter();
      density.load();
      prior.load();
      block.ranges.forEach(({ start, end }, i) => {
        spread(prior.mean[i]!, mean.subarray(start, end));
      });
      present = density.at(position);
      kernel.update(stream, position, iteration, statistics, true);
      coordinates.leave();
    },
    tuning: (): KeptCoordinates => coordinates.remembered(),
    restore(tuning) {
      coordinates.recall(tuning as KeptCoordinates);
    },
  };
}
