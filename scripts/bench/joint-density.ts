import type { Backend } from '../../src/backend/backend.js';
import type { FactorGraph } from '../../src/compiler/3-factorize/graph.js';
import { condition } from '../../src/compiler/4-condition/index.js';
import { positionWriter } from '../../src/compiler/6-build/coordinates.js';
import { unconstrain } from '../../src/compiler/6-build/unconstrained.js';

/** Where an unknown lies in a position. */
export interface Place {
  readonly start: number;
  readonly shape: readonly number[];
}

/** The whole joint on unconstrained space, as if one block moved everything. */
export interface JointDensity {
  readonly dimension: number;
  readonly places: ReadonlyMap<string, Place>;
  /** Log density with the log Jacobians; writes its gradient. Allocates nothing. */
  evaluate(position: Float64Array, gradient: Float64Array): number;
}

/** Compiles log density and gradient of all unknowns together, whatever the plan of the model is. */
export function jointDensity(graph: FactorGraph, backend: Backend): JointDensity {
  const space = unconstrain(graph, {
    name: 'joint',
    conditionals: condition(graph),
    ...{ sampler: 'nuts', conditional: '', because: '', refusals: [] },
  });
  const executable = backend.compile([space.logDensity, ...space.gradients]);
  const write = positionWriter(executable, space);
  const [value, ...slopes] = executable.outputs;
  const starts = space.ranges.map(({ start }) => start);
  const constants = space.ranges.map(({ start, end }, i) => slopes[i]!.length !== end - start);
  return {
    dimension: space.dimension,
    places: new Map(
      space.variables.map(({ name, shape }, i) => [name, { start: starts[i]!, shape }]),
    ),
    evaluate(position, gradient) {
      write(position);
      executable.run();
      for (let i = 0; i < slopes.length; i++) {
        if (constants[i]) gradient.fill(slopes[i]![0]!, starts[i], space.ranges[i]!.end);
        else gradient.set(slopes[i]!, starts[i]);
      }
      return value![0]!;
    },
  };
}
