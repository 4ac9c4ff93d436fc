import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../src/backend/backend.js';
import type { Dataset } from '../../src/base/dataset.js';
import type { SourceText } from '../../src/base/source.js';
import { compile } from '../../src/compiler/compile.js';
import type { FactorGraph } from '../../src/compiler/3-factorize/graph.js';
import { readDataset } from '../../src/exchange/index.js';
import { arrayData } from './array-data.js';
import { jointDensity, type JointDensity } from './joint-density.js';
import type { NativeSource } from './native.js';

/** A workload whose log density and gradient a hand-written program computes at the same point. */
export interface GradientWorkload extends NativeSource {
  readonly name: string;
  /** Log normalising constants, which the program leaves out. */
  readonly constant: number;
  /** The unknowns in the program's order. */
  readonly order: readonly string[];
  /** Whether the program keeps a unit's weights together, where a `.bnn` layer keeps an input's. */
  readonly byUnit: boolean;
  /** Unknowns whose gradient the program prints the norm of. */
  readonly compared: readonly string[];
  /** Value of an unknown of `order` at the test point; `index` is the place in it, `coordinate` that in all. */
  point(name: string, index: number, coordinate: number): number;
  /** `folder` holds what `writeData` wrote. */
  dataset(folder: string): Dataset;
}

const NETWORK = ['f.hidden.weight', 'f.hidden.bias', 'f.output.weight', 'f.output.bias'];
const LOG_TWO_PI = Math.log(2 * Math.PI);

const A: GradientWorkload = {
  ...{ name: 'A', native: 'network.c', definitions: ['MODEL=1'], libraries: ['m'] },
  // 902 normals, one of them half; inv_gamma(a, b) has b^a / gamma(a).
  constant: -451 * LOG_TWO_PI + Math.LN2 + 4 * Math.log(0.5) + 2 * Math.log(0.04),
  ...{ order: [...NETWORK, 'v1', 'vb', 'v2', 'sigma'], byUnit: true },
  compared: [...NETWORK, 'v1', 'vb', 'v2', 'sigma'],
  point: (_name, _index, coordinate) => 0.3 * Math.sin(coordinate * 1.7 + 1),
  dataset: (folder) => readDataset(join(folder, 'A_train.csv')),
};

const B: GradientWorkload = {
  ...{ name: 'B', native: 'network.c', definitions: ['MODEL=2'], libraries: ['m'] },
  // 33 normals, 690 Laplace, two inv_gamma(3, 1).
  constant: -16.5 * LOG_TWO_PI - 692 * Math.LN2,
  ...{ order: [...NETWORK, 's1', 's2'], byUnit: true },
  compared: [...NETWORK, 's1', 's2'],
  point: A.point,
  dataset: (folder) => readDataset(join(folder, 'B_train.csv')),
};

const BIG: GradientWorkload = {
  ...{ name: 'BIG', native: 'big.c', definitions: [], libraries: ['openblas', 'mvec', 'm'] },
  constant: -0.5 * LOG_TWO_PI * 79_510,
  ...{ order: NETWORK, byUnit: false, compared: ['f.hidden.weight'] },
  point(name, index) {
    if (name === 'f.hidden.weight') return 0.05 * Math.sin(index * 1.3);
    return name === 'f.output.weight' ? 0.2 * Math.sin(index * 0.7) : 0;
  },
  dataset: bigDataset,
};

const CONVOLUTIONAL = ['c1', 'c2', 'output'].flatMap((layer) => [
  `f.${layer}.weight`,
  `f.${layer}.bias`,
]);

/** Scale and step of the sines at which the program stands. */
const FILTERS: Readonly<Record<string, readonly [number, number]>> = {
  'f.c1.weight': [0.3, 1.3],
  'f.c2.weight': [0.1, 0.7],
  'f.output.weight': [0.2, 0.9],
};

const IMAGES: GradientWorkload = {
  ...{ name: 'IMAGES', native: 'images.c', definitions: [], libraries: ['m'] },
  constant: -0.5 * LOG_TWO_PI * 5258,
  ...{ order: CONVOLUTIONAL, byUnit: false, compared: Object.keys(FILTERS) },
  point(name, index) {
    const [scale, step] = FILTERS[name] ?? [0, 0];
    return scale * Math.sin(index * step);
  },
  dataset() {
    const { x, y } = pixels(256);
    return arrayData('IMAGES', { x: [[256, 28, 28, 1], x], y: [[256], y] });
  },
};

export const GRADIENT_WORKLOADS: readonly GradientWorkload[] = [A, B, BIG, IMAGES];

/** 10 000 rows of 784 inputs in [0, 1) and a class of ten, by the generator of the yardstick. */
function bigDataset(): Dataset {
  const { x, y } = pixels(10_000);
  return arrayData('BIG', { x: [[y.length, 784], x], y: [[y.length], y] });
}

/** 784 numbers in [0, 1) and a class of ten a row. */
function pixels(rows: number): { x: Float64Array; y: Float64Array } {
  let state = 1;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  const x = new Float64Array(rows * 784);
  for (let i = 0; i < x.length; i++) x[i] = (next() >>> 8) / 2 ** 24;
  const y = Float64Array.from({ length: rows }, () => ((next() >>> 16) % 10) + 1);
  return { x, y };
}

export function benchModel(name: string): SourceText {
  const path = `test/bench/models/${name}.bnn`;
  return { name: path, text: readFileSync(path, 'utf8') };
}

export function graphOf(workload: GradientWorkload, folder: string): FactorGraph {
  const options = { priors: [], bindings: [] };
  return compile(benchModel(workload.name), workload.dataset(folder), options).graph;
}

/** The joint density at hand at the yardstick's test point. */
export interface TestPoint {
  readonly density: JointDensity;
  readonly position: Float64Array;
  /** What the yardstick prints: without constants, the gradient's norm, and its product with cos(1), cos(2), ... */
  printed(): Printed;
}

export interface Printed {
  readonly logDensity: number;
  readonly norm: number;
  readonly product: number;
}

export function testPoint(
  workload: GradientWorkload,
  graph: FactorGraph,
  backend: Backend,
): TestPoint {
  const density = jointDensity(graph, backend);
  const coordinates = coordinatesOf(workload, density);
  const position = new Float64Array(density.dimension);
  coordinates.forEach(({ name, index, at }, i) => {
    position[at] = workload.point(name, index, i);
  });
  const compared = coordinates.filter(({ name }) => workload.compared.includes(name));
  return { density, position, printed: () => printedAt(workload, density, position, compared) };
}

function printedAt(
  { constant }: GradientWorkload,
  density: JointDensity,
  position: Float64Array,
  compared: readonly Coordinate[],
): Printed {
  const gradient = new Float64Array(density.dimension);
  const logDensity = density.evaluate(position, gradient) - constant;
  const slopes = compared.map(({ at }) => gradient[at]!);
  return {
    logDensity,
    norm: Math.sqrt(slopes.reduce((sum, g) => sum + g * g, 0)),
    product: slopes.reduce((sum, g, i) => sum + g * Math.cos(i + 1), 0),
  };
}

interface Coordinate {
  readonly name: string;
  readonly index: number;
  /** Where it lies in our position. */
  readonly at: number;
}

/** Every coordinate, in the yardstick's order. */
function coordinatesOf(
  { order, byUnit }: GradientWorkload,
  { places }: JointDensity,
): Coordinate[] {
  return order.flatMap((name) => {
    const { start, shape } = places.get(name)!;
    const [inputs = 1, units = 1] = shape;
    const transposed = byUnit && shape.length === 2;
    const size = shape.reduce((product, axis) => product * axis, 1);
    return Array.from({ length: size }, (_, index) => {
      const input = index % inputs;
      const unit = (index - input) / inputs;
      return { name, index, at: start + (transposed ? input * units + unit : index) };
    });
  });
}
