import type { Backend, Executable } from '../../backend/backend.js';
import { sizeOf } from '../../expression/index.js';
import { createAdaptiveNuts } from '../../samplers/adaptation/driver.js';
import type { LogDensity } from '../../samplers/kernel.js';
import type { PlannedBlock } from '../5-assign/plan.js';
import type { ChainBlock, SamplerOptions } from './compiled.js';
import { loader, type Layout } from './state.js';
import { unconstrainedName, type UnconstrainedBlock } from './unconstrained.js';

interface NutsTuning {
  readonly adaptation: unknown;
  readonly position: readonly number[];
  readonly values: readonly number[];
}

/** The smooth unknowns of a sweep, moved together by NUTS on unconstrained space. */
export function nutsBlock(
  planned: PlannedBlock,
  block: UnconstrainedBlock,
  wiring: {
    readonly backend: Backend;
    readonly layout: Layout;
    readonly values: Float64Array;
    readonly options: SamplerOptions;
    /** Whether this is the only block, so that nothing moves between its steps. */
    readonly alone: boolean;
  },
): ChainBlock & { readonly density: LogDensity; place(): Float64Array } {
  const { backend, layout, values, options, alone } = wiring;
  const space = createSpace(block, backend, layout, values);
  const kernel = createAdaptiveNuts(space.density, options);
  return {
    name: planned.name,
    sampler: 'nuts',
    dimension: space.density.dimension,
    statistics: kernel.statistics,
    density: space.density,
    place: () => space.enter(),
    update(stream, iteration, statistics) {
      const position = space.enter();
      kernel.update(stream, position, iteration, statistics, !alone);
      space.leave();
    },
    tuning: (): NutsTuning => ({ adaptation: kernel.tuning(), ...space.remembered() }),
    restore(tuning) {
      const { adaptation, position, values: kept } = tuning as NutsTuning;
      kernel.restore(adaptation);
      space.recall(position, kept);
    },
  };
}

/**
 * The block's coordinates. The position is kept beside the values it gave: as long as those stand,
 * it is taken as it was, since going back through a logarithm would lose its last bits.
 */
function createSpace(
  block: UnconstrainedBlock,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
) {
  const joint = backend.compile([block.logDensity, ...block.gradients]);
  const inverse = backend.compile(block.positions);
  const forward = backend.compile(block.values);
  const loadJoint = loader(joint, layout, values);
  const loadInverse = loader(inverse, layout, values);
  const loadForward = loader(forward, layout, values);
  const places = block.variables.map(({ name, shape }) => ({
    ...layout.places.get(name)!,
    size: sizeOf(shape),
    name,
  }));
  const dimension = places.reduce((total, { size }) => total + size, 0);
  const position = new Float64Array(dimension);
  const kept = new Float64Array(dimension).fill(NaN);
  const slices = slicesOf(places);

  function write(executable: Executable, from: Float64Array): void {
    slices.forEach(({ start, end }, i) => {
      executable.inputs.get(unconstrainedName(places[i]!.name))?.set(from.subarray(start, end));
    });
  }

  const density: LogDensity = {
    dimension,
    evaluate(at, gradient) {
      write(joint, at);
      joint.run();
      slices.forEach(({ start, end }, i) => {
        const slope = joint.outputs[i + 1]!;
        for (let k = start; k < end; k++) gradient[k] = slope[slope.length === 1 ? 0 : k - start]!;
      });
      return joint.outputs[0]![0]!;
    },
  };

  const stands = () => {
    let k = 0;
    for (const { offset, size } of places) {
      for (let i = 0; i < size; i++, k++) if (values[offset + i] !== kept[k]) return false;
    }
    return true;
  };

  return {
    density,
    enter(): Float64Array {
      loadJoint();
      loadForward();
      if (!block.boundsMove && stands()) return position;
      loadInverse();
      inverse.run();
      slices.forEach(({ start, end }, i) => {
        const from = inverse.outputs[i]!;
        for (let k = start; k < end; k++) position[k] = from[from.length === 1 ? 0 : k - start]!;
      });
      return position;
    },
    leave(): void {
      write(forward, position);
      forward.run();
      slices.forEach(({ start, end }, i) => {
        const from = forward.outputs[i]!;
        const { offset } = places[i]!;
        for (let k = start; k < end; k++) {
          kept[k] = values[offset + k - start] = from[from.length === 1 ? 0 : k - start]!;
        }
      });
    },
    remembered: () => ({ position: [...position], values: [...kept] }),
    recall(at: readonly number[], was: readonly number[]): void {
      position.set(at);
      kept.set(was);
    },
  };
}

function slicesOf(places: readonly { readonly size: number }[]) {
  let start = 0;
  const slices = places.map(({ size }) => {
    const slice = { start, end: start + size };
    start = slice.end;
    return slice;
  });
  return slices;
}
