import { createEllipticalSlice, type EllipticalUnit } from '../../samplers/elliptical-slice.js';
import { InvariantError } from '../../base/diagnostic.js';
import type { PlannedBlock } from '../5-assign/plan.js';
import type { ChainBlock } from './compiled.js';
import { Coordinates, ownNames, positionWriter, type KeptCoordinates } from './coordinates.js';
import type { Wiring } from './hamiltonian-block.js';
import { normalDraw } from './normal-block.js';
import { loader, spread } from './state.js';
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
  const executable = backend.compile([block.logDensity], ownNames(block));
  const loadDensity = loader(executable, layout, values);
  const write = positionWriter(executable, block);
  const drawn = new Float64Array(block.dimension);
  const views = block.ranges.map(({ start, end }) => drawn.subarray(start, end));
  const prior = normalDraw(planned.name, planned.ellipse.system, views, wiring, true);
  const mean = new Float64Array(block.dimension);
  const density = (position: Float64Array) => {
    write(position);
    executable.run();
    return executable.outputs[0]![0]!;
  };
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
    change: (position) => density(position) - present,
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
      loadDensity();
      prior.load();
      block.ranges.forEach(({ start, end }, i) => {
        spread(prior.mean[i]!, mean.subarray(start, end));
      });
      present = density(position);
      kernel.update(stream, position, iteration, statistics, true);
      coordinates.leave();
    },
    tuning: (): KeptCoordinates => coordinates.remembered(),
    restore(tuning) {
      coordinates.recall(tuning as KeptCoordinates);
    },
  };
}
