import type { Backend } from '../../backend/backend.js';
import type { RandomStream } from '../../base/random/stream.js';
import { sizeOf, type GaussianSystem, type Node } from '../../expression/index.js';
import { normalSlab, shiftedSlab, type SlabPosterior } from '../../samplers/linear-normal-slab.js';
import type { ConjugateSpikeSlab } from '../../samplers/spike-slab.js';
import { loader, spread, type Layout } from './state.js';

interface NormalSlabs {
  readonly centres: Float64Array;
  readonly scales: Float64Array;
}

/** Weights under a log likelihood h' w - w' P w / 2, each integrated out in turn against its slab. */
export function quadraticWeights(
  system: GaussianSystem,
  weight: Node,
  { centres, scales }: NormalSlabs,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): Omit<ConjugateSpikeSlab, 'logOdds'> & { start(weights: Float64Array): void } {
  const size = sizeOf(weight.shape);
  const { precision, linear } = system.dense ?? system.diagonal[0]!;
  const executable = backend.compile([precision, linear]);
  const load = loader(executable, layout, values);
  const columns = system.dense === undefined ? 1 : size;
  const matrix = new Float64Array(size * columns);
  const rest = new Float64Array(size);
  const present = new Float64Array(size);
  /** Of row j, with column k: nothing beside the diagonal where weights do not meet. */
  const at = (j: number, k: number) =>
    columns === 1 ? (j === k ? matrix[j]! : 0) : matrix[j * size + k]!;
  const move = (j: number, value: number) => {
    const by = value - present[j]!;
    present[j] = value;
    if (by === 0) return;
    if (columns === 1) rest[j] = rest[j]! - by * matrix[j]!;
    else for (let k = 0; k < size; k++) rest[k] = rest[k]! - by * at(k, j);
  };
  const posterior = (j: number): SlabPosterior => {
    const quadratic = at(j, j);
    const linearPart = rest[j]! + quadratic * present[j]!;
    const slab = (line: number) => normalSlab(line, quadratic, scales[j]!);
    return shiftedSlab(slab, linearPart, quadratic, centres[j]!);
  };
  return {
    start(weights) {
      load();
      executable.run();
      spread(executable.outputs[0]!, matrix);
      spread(executable.outputs[1]!, rest);
      present.fill(0);
      for (let j = 0; j < size; j++) move(j, weights[j]!);
    },
    logBayesFactor: (j) => posterior(j).logBayesFactor,
    draw: (stream: RandomStream, j) => posterior(j).draw(stream),
    keep: move,
  };
}
