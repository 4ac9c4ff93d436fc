import type { Backend, Executable } from '../backend.js';
import { bindKernel } from '../kernel.js';
import { cut } from '../schedule/cut.js';
import { buildSchedule, type ScheduleOptions } from '../schedule/build-schedule.js';
import type { Product, Schedule, Step, Tiles } from '../schedule/schedule.js';
import { compileLoop } from './loop-code.js';
import { multiply, multiplyStrided, type Matrix } from './matmul.js';
import { Memory } from './memory.js';
import { positionsAround, summedPositions } from './product-positions.js';

/** The plain evaluator: generated JavaScript, and the oracle of every faster backend. */
export const evaluator: Backend = createEvaluator({ tiled: false, precision: 'f64' });

/** The evaluator on schedules of any kind: with tiles it shows that those of other backends are right. */
export function createEvaluator(options: Omit<ScheduleOptions, 'changing'>): Backend {
  return {
    name: 'evaluator',
    compile(outputs, changing, precision = options.precision) {
      const tiled = options.tiled || precision === 'f32';
      return compileSchedule(
        buildSchedule(outputs, { ...options, tiled, precision, ...(changing && { changing }) }),
      );
    },
  };
}

type Run = (tile: number) => void;

function compileSchedule(schedule: Schedule): Executable {
  const memory = new Memory(schedule);
  const preparation = schedule.preparation.map((step) => compileStep(step, memory));
  const steps = schedule.steps.map((step) => compileStep(step, memory));
  const refresh = () => {
    for (const step of preparation) step(0);
  };
  refresh();
  return {
    inputs: new Map([...schedule.inputs].map(([name, place]) => [name, memory.doubles(place)])),
    outputs: schedule.outputs.map((place) => memory.doubles(place)),
    refresh,
    run() {
      for (const step of steps) step(0);
    },
  };
}

function compileStep(step: Step, memory: Memory): Run {
  switch (step.kind) {
    case 'loop':
      return compileLoop(step, memory);
    case 'product':
      return compileProduct(step, memory);
    case 'kernel':
      return bindKernel(step, (place) => memory.doubles(place));
    case 'tiles':
      return compileTiles(step, memory);
  }
}

function compileTiles({ rows, tile, clears, steps }: Tiles, memory: Memory): Run {
  const cleared = clears.map((place) => memory.doubles(place));
  const rest = rows % tile;
  const full = steps.map((step) => compileStep(step, memory));
  const partial = rest > 0 ? steps.map((step) => compileStep(cut(step, rest), memory)) : [];
  const tiles = Math.floor(rows / tile);
  return () => {
    for (const view of cleared) view.fill(0);
    for (let t = 0; t < tiles; t++) for (const step of full) step(t);
    for (const step of partial) step(tiles);
  };
}

function compileProduct(product: Product, memory: Memory): Run {
  const { rows, inner, columns, left, right, output, tiled } = product;
  const matrix = ({ place, row, column }: Product['left']): Matrix => ({
    values: memory.view(place),
    ...{ row, column },
  });
  if (tiled === undefined && output.row === columns && output.column === 1) {
    const out = memory.doubles(output.place);
    const [a, b] = [matrix(left), matrix(right)];
    return () => {
      multiply(a, b, out, rows, inner, columns);
    };
  }
  const parts = [left, right, output].map(matrix) as [Matrix, Matrix, Matrix];
  const { accumulates, clears } = product;
  const around = positionsAround(product);
  const sums = summedPositions(product);
  const size = output.tile === 0 ? output.place.size : output.tile;
  return (t) => {
    const start = output.tile * t;
    if (clears) parts[2].values.fill(0, start, start + size);
    for (const [a, b, c] of around) {
      const starts = [left.tile * t + a, right.tile * t + b, start + c] as const;
      multiplyStrided(parts, starts, { rows, inner, columns, accumulates, sums });
    }
  };
}
