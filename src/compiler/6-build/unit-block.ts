import { createEllipticalSlice, type EllipticalUnit } from '../../samplers/elliptical-slice.js';
import { sizeOf, type GaussianSystem } from '../../expression/index.js';
import type { UnitMember, Units } from '../4-condition/units.js';
import type { PlannedBlock, UnitRounds } from '../5-assign/plan.js';
import type { ChainBlock } from './compiled.js';
import { gibbsBlock } from './gibbs-block.js';
import type { Wiring } from './hamiltonian-block.js';
import { normalDraw } from './normal-block.js';
import { loader, spread } from './state.js';
import { placesOfUnits, unitSums, type UnitSums } from './unit-sums.js';

/** Moves of one unit after the other, with the draws between their rounds. */
export function unitRounds(
  planned: PlannedBlock,
  { units, rounds, between }: UnitRounds,
  wiring: Wiring,
): ChainBlock {
  const { backend, layout, values } = wiring;
  const block = unitBlock(planned, units, wiring);
  const draws = between.map((scale) => gibbsBlock(scale, backend, layout, values));
  const none = new Float64Array(0);
  return {
    ...block,
    update(stream, iteration, statistics) {
      let evaluations = 0;
      for (let round = 0; round < rounds; round++) {
        if (round > 0) for (const draw of draws) draw.update(stream, iteration, none);
        block.update(stream, iteration, statistics);
        evaluations += statistics[0]!;
      }
      statistics[0] = evaluations;
    },
  };
}

/** Elliptical slice moves, by what each unit adds to the sums over units. */
function unitBlock({ name, sampler }: PlannedBlock, units: Units, wiring: Wiring): ChainBlock {
  const { values } = wiring;
  const { turned, drawn } = units;
  const sums = unitSums(units, wiring);
  const density = sliceDensity(units, wiring);
  const prior = sliceNormal(name, units.ellipse, turned, wiring);
  const rest = units.draw && sliceNormal(name, units.draw, drawn, wiring);
  const placesOf = placesOfUnits(turned, wiring);
  const drawnPlaces = placesOfUnits(drawn, wiring);
  const unitOf = (unit: number): EllipticalUnit => {
    const coordinates = placesOf(unit).flatMap(({ places }) => places);
    const drawnAt = drawnPlaces(unit).flatMap(({ places }) => places);
    let present = 0;
    return {
      coordinates,
      begin() {
        sums.leave(unit);
        prior.load(sums, unit);
        density.load(sums, unit);
        present = density.at(coordinates.map((at) => values[at]!));
      },
      fillMean(out) {
        out.set(prior.mean);
      },
      drawDeviation(stream, out) {
        prior.draw(stream);
        for (let i = 0; i < out.length; i++) out[i] = prior.drawn[i]! - prior.mean[i]!;
      },
      change: (slices) => density.at(slices) - present,
      keep(slices, stream) {
        if (rest !== undefined) {
          density.write(rest.inputs, slices);
          rest.load(sums, unit);
          rest.draw(stream);
          drawnAt.forEach((at, i) => (values[at] = rest.drawn[i]!));
        }
        sums.join(unit);
      },
    };
  };
  const kernel = createEllipticalSlice(Array.from({ length: units.count }, (_, i) => unitOf(i)));
  return {
    ...{ name, sampler, statistics: kernel.statistics },
    dimension: [...turned, ...drawn].reduce((sum, m) => sum + sizeOf(m.variable.shape), 0),
    update(stream, iteration, statistics) {
      sums.begin();
      kernel.update(stream, values, iteration, statistics, true);
    },
    tuning: () => null,
    restore: () => undefined,
  };
}

/** The log density of one unit's turned slices, one after the other. */
function sliceDensity({ logDensity, turned }: Units, { backend, layout, values }: Wiring) {
  const parts = partsOf(turned);
  const executable = backend.compile([logDensity], new Set(parts.map(({ name }) => name)));
  const read = loader(executable, layout, values);
  const write = (inputs: ReadonlyMap<string, Float64Array>, slices: ArrayLike<number>) => {
    for (const { name, start } of parts) {
      const view = inputs.get(name);
      for (let i = 0; view !== undefined && i < view.length; i++) view[i] = slices[start + i]!;
    }
  };
  return {
    write,
    load(sums: UnitSums, unit: number) {
      sums.fill(executable.inputs, unit);
      read();
      executable.refresh();
    },
    at(slices: ArrayLike<number>) {
      write(executable.inputs, slices);
      executable.run();
      return executable.outputs[0]![0]!;
    },
  };
}

/** A normal of one unit's slices, one after the other. */
function sliceNormal(
  name: string,
  system: GaussianSystem,
  members: readonly UnitMember[],
  wiring: Wiring,
) {
  const parts = partsOf(members);
  const size = parts.at(-1)!.end;
  const [drawn, mean] = [new Float64Array(size), new Float64Array(size)];
  const views = parts.map(({ start, end }) => drawn.subarray(start, end));
  const normal = normalDraw(name, system, views, wiring, true);
  return {
    ...{ drawn, mean, inputs: normal.inputs },
    load(sums: UnitSums, unit: number) {
      sums.fill(normal.inputs, unit);
      normal.load();
      parts.forEach(({ start, end }, i) => {
        spread(normal.mean[i]!, mean.subarray(start, end));
      });
    },
    draw: (stream: Parameters<typeof normal.draw>[0]) => {
      normal.draw(stream);
    },
  };
}

function partsOf(members: readonly UnitMember[]) {
  let end = 0;
  return members.map(({ slice }) => {
    const start = end;
    end += sizeOf(slice.shape);
    return { name: slice.attributes.name as string, start, end };
  });
}
