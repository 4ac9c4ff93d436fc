import type { Backend } from '../../backend/backend.js';
import { algebra, sizeOf, type GaussianSystem, type Node } from '../../expression/index.js';
import { loader, type Layout } from './state.js';

/** A log likelihood h' w - w' P w / 2 while the elements of w move one at a time. */
export interface RunningQuadratic {
  /** Takes up the weights, and what else is read from the chain. */
  readonly start: (weights: Float64Array) => void;
  /** The log likelihood in w_j alone is linear w_j - quadratic w_j^2 / 2. */
  readonly linear: (j: number) => number;
  readonly quadratic: (j: number) => number;
  readonly move: (j: number, value: number) => void;
}

const { matmul, mul, reshape, sub } = algebra;

/** `weights` is the input that stands for w. */
export function runningQuadratic(
  system: GaussianSystem,
  weights: Node,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): RunningQuadratic {
  const size = sizeOf(weights.shape);
  const { dense } = system;
  const { precision, linear } = dense ?? system.diagonal[0]!;
  const flat = reshape(weights, [size]);
  const pull = dense === undefined ? mul(precision, flat) : matmul(precision, flat);
  const executable = backend.compile([precision, sub(linear, pull)]);
  const load = loader(executable, layout, values);
  const view = executable.inputs.get(weights.attributes.name as string)!;
  const [matrix, rest] = executable.outputs as [Float64Array, Float64Array];
  const isDense = dense !== undefined;
  const present = new Float64Array(size);
  const quadratic = (j: number) => matrix[matrix.length === 1 ? 0 : isDense ? j * size + j : j]!;
  return {
    quadratic,
    start(from) {
      load();
      view.set(from);
      executable.run();
      present.set(from);
    },
    linear: (j) => rest[j]! + quadratic(j) * present[j]!,
    move(j, value) {
      const by = value - present[j]!;
      present[j] = value;
      if (by === 0) return;
      if (!isDense) {
        rest[j] = rest[j]! - by * quadratic(j);
        return;
      }
      const row = j * size;
      for (let k = 0; k < size; k++) rest[k] = rest[k]! - by * matrix[row + k]!;
    },
  };
}
