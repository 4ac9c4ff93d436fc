import type { Backend } from '../../src/backend/backend.js';
import { compile } from '../../src/compiler/compile.js';
import { contestantName, type Contestant } from './backends.js';
import { inFreshProcess } from './fresh-process.js';
import { grownNetwork, grownRegression, type GrownModel } from './grown-models.js';
import { jointDensity } from './joint-density.js';
import { Stopwatch, summarised } from './timing.js';

interface Series {
  /** What grows, and what stays. */
  readonly name: string;
  readonly sizes: readonly number[];
  model(size: number): GrownModel;
}

export const SERIES: readonly Series[] = [
  {
    name: 'rows; 8 inputs, 32 units',
    sizes: [250, 1000, 4000, 16_000, 64_000],
    model: (rows) => grownNetwork({ rows, inputs: 8, width: 32, depth: 1 }),
  },
  {
    name: 'width of two hidden layers; 200 rows, 8 inputs',
    sizes: [16, 32, 64, 128, 256],
    model: (width) => grownNetwork({ rows: 200, inputs: 8, width, depth: 2 }),
  },
  {
    name: 'hidden layers of 32; 500 rows, 8 inputs',
    sizes: [1, 2, 4, 8, 16],
    model: (depth) => grownNetwork({ rows: 500, inputs: 8, width: 32, depth }),
  },
  {
    name: 'parameters of a linear regression; 100 rows',
    sizes: [250, 1000, 4000, 16_000, 64_000],
    model: (inputs) => grownRegression(100, inputs),
  },
];

/** Each a series of one. */
export const LARGE: readonly Series[] = [
  {
    name: 'a million rows, linear regression',
    sizes: [1_000_000],
    model: (rows) => grownRegression(rows, 2),
  },
  {
    name: '100 202 parameters, 50 rows of 1000 inputs, 100 units',
    sizes: [100],
    model: (width) => grownNetwork({ rows: 50, inputs: 1000, width, depth: 1 }),
  },
];

export interface GrowthRow {
  readonly series: string;
  readonly backend: string;
  readonly sizes: readonly number[];
  /** Least CPU microseconds a log density with its gradient, at each size. */
  readonly microseconds: readonly number[];
  /** Slope of log time over log size, by least squares: at all sizes, and at the last two. */
  readonly exponent: number;
  readonly lastExponent: number;
}

export interface LargeRow extends GrownGradient {
  readonly model: string;
  readonly backend: string;
}

export interface GrownGradient {
  readonly parameters: number;
  /** Milliseconds from text and data in memory to a compiled density. */
  readonly compile: number;
  /** Least CPU microseconds a log density with its gradient. */
  readonly gradient: number;
}

export function growthTable(all: readonly Contestant[], seconds: number): GrowthRow[] {
  return all.flatMap((contestant) =>
    SERIES.map((series): GrowthRow => {
      const { name, sizes } = series;
      const grown = grownGradients(series, contestant, seconds);
      const microseconds = grown.map(({ gradient }) => gradient);
      const points = sizes.map((size, i): Point => [Math.log(size), Math.log(microseconds[i]!)]);
      return {
        ...{ series: name, backend: contestantName(contestant), sizes, microseconds },
        ...{ exponent: slope(points), lastExponent: slope(points.slice(-2)) },
      };
    }),
  );
}

export function largeTable(all: readonly Contestant[], seconds: number): LargeRow[] {
  return all.flatMap((contestant) =>
    LARGE.flatMap((series) =>
      grownGradients(series, contestant, seconds).map((grown) => ({
        ...{ model: series.name, backend: contestantName(contestant), ...grown },
      })),
    ),
  );
}

/** At every size of a series, within about `seconds` in all. */
function grownGradients(
  { name, sizes }: Series,
  { backend, precision }: Contestant,
  seconds: number,
): GrownGradient[] {
  const each = String(seconds / sizes.length);
  return sizes.map((size) => {
    const words = [name, String(size), each, backend.name, precision];
    return inFreshProcess<GrownGradient>('measure-growth', words);
  });
}

const BATCHES = 16;

export function grownGradient(
  { source, dataset }: GrownModel,
  backend: Backend,
  seconds: number,
): GrownGradient {
  const begun = performance.now();
  const { graph } = compile(source, dataset, { priors: [], bindings: [] });
  const density = jointDensity(graph, backend);
  const compiled = performance.now() - begun;
  const position = new Float64Array(density.dimension).fill(0.1);
  const gradient = new Float64Array(density.dimension);
  const watch = new Stopwatch(() => density.evaluate(position, gradient), seconds / BATCHES);
  return {
    ...{ parameters: density.dimension, compile: compiled },
    gradient: summarised(watch.measure(seconds)).least,
  };
}

type Point = readonly [number, number];

function slope(points: readonly Point[]): number {
  const mean = (axis: 0 | 1) => points.reduce((sum, p) => sum + p[axis], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const cross = points.reduce((sum, p) => sum + (p[0] - x) * (p[1] - y), 0);
  return cross / points.reduce((sum, p) => sum + (p[0] - x) ** 2, 0);
}
