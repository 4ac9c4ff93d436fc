import type { Column, Dataset } from '../../src/base/dataset.js';
import { DiagnosticError } from '../../src/base/diagnostic.js';
import type { Quantity } from '../../src/base/draws.js';
import type { RandomStream } from '../../src/base/random/stream.js';
import type { SourceText } from '../../src/base/source.js';
import type { Chain, ChainBlock, CompiledModel } from '../../src/compiler/6-build/compiled.js';
import type { PredictedTarget, Predictor } from '../../src/compiler/6-build/predictor.js';
import type { CompileOptions } from '../../src/engine/model-factory.js';

// A model written by hand: a random walk that tunes its step, and an exact draw. Words in its text
// make it slow, or make it fail.

const QUANTITIES: readonly Quantity[] = [
  { name: 'theta', kind: 'parameter', shape: [2], offset: 0, size: 2 },
  { name: 'sigma', kind: 'parameter', shape: [], offset: 2, size: 1 },
];

interface Tuning {
  step: number;
  accepted: number;
  history: Float64Array;
  best: number;
}

export function compile(source: SourceText, data: Dataset, options: CompileOptions): CompiledModel {
  if (source.text.includes('wrong')) throw failure('BNN9901', source);
  const numbers = data.columns.get('y')!.values as Float64Array;
  const center = numbers.reduce((a, b) => a + b, 0) / numbers.length + options.priors.length;
  const graph = {
    source,
    variables: new Map(),
    factors: [],
    derived: [],
    draws: [],
    observations: [],
    requests: [],
    sizes: new Map(),
    bindings: ['y is column y'],
    augmentations: [],
    unmixed: new Map(),
  };
  const block = { conditionals: [], conditional: '-', because: 'by hand', refusals: [] };
  const plan = {
    blocks: [
      { ...block, name: 'theta', sampler: source.text.includes('other') ? 'slice' : 'walk' },
      { ...block, name: 'sigma', sampler: 'gibbs' },
    ],
  };
  const createChain = (settings: { readonly warmup: number }) =>
    createToyChain(source, center, settings.warmup);
  return { graph, plan, quantities: QUANTITIES, width: 3, createChain };
}

function createToyChain(source: SourceText, center: number, warmup: number): Chain {
  const values = new Float64Array(3);
  return {
    values,
    blocks: [walk(source, values, center, warmup), exact(values)],
    initialise(stream) {
      if (source.text.includes('nowhere')) throw failure('BNN9902', source);
      for (let i = 0; i < 3; i++) values[i] = stream.normal();
    },
    record(draw) {
      draw.set(values);
    },
    logDensity: () => -0.5 * values.reduce((sum, v) => sum + (v - center) ** 2, 0),
  };
}

function walk(
  source: SourceText,
  values: Float64Array,
  center: number,
  warmup: number,
): ChainBlock {
  let tuning: Tuning = { step: 1, accepted: -0, history: new Float64Array(4), best: -Infinity };
  const density = (a: number, b: number) => -0.5 * ((a - center) ** 2 + (b - center) ** 2);
  return {
    name: 'theta',
    sampler: 'walk',
    dimension: 2,
    statistics: ['accept', 'divergent'],
    update(stream, iteration, statistics) {
      linger(source);
      if (source.text.includes('breaks') && iteration === 30) throw failure('BNN9903', source);
      if (source.text.includes('crashes') && iteration === 30) throw new Error('out of luck\nhere');
      const a = values[0]! + tuning.step * stream.normal();
      const b = values[1]! + tuning.step * stream.normal();
      const difference = density(a, b) - density(values[0]!, values[1]!);
      const accepts = Math.log(stream.uniform()) < difference;
      if (accepts) values.set([a, b]);
      statistics[0] = accepts ? 1 : 0;
      statistics[1] = difference < -8 ? 1 : 0;
      if (iteration >= warmup) return;
      tuning.accepted += accepts ? 1 : 0;
      tuning.best = Math.max(tuning.best, density(values[0]!, values[1]!));
      tuning.history[iteration % 4] = values[0]!;
      tuning.step *= Math.exp(
        ((accepts ? 1 : 0) - 0.4) / (1 + iteration) + 1e-3 * tuning.history[0]!,
      );
    },
    tuning: () => ({ ...tuning, history: tuning.history.slice() }),
    restore(kept) {
      tuning = kept as Tuning;
    },
  };
}

function exact(values: Float64Array): ChainBlock {
  return {
    name: 'sigma',
    sampler: 'gibbs',
    dimension: 1,
    statistics: [],
    update(stream: RandomStream) {
      values[2] = Math.exp(0.1 * values[0]!) * stream.gamma(2 + Math.abs(values[1]!));
    },
    tuning: () => null,
    restore: () => undefined,
  };
}

/** `slow 2` in the text: two milliseconds a sweep. */
function linger(source: SourceText): void {
  const found = /slow (\d+)/.exec(source.text);
  const until = performance.now() + (found ? Number(found[1]) : 0);
  while (performance.now() < until);
}

function failure(code: string, source: SourceText): DiagnosticError {
  const words = { what: 'it is wrong', why: 'it was asked for', instead: 'ask for less' };
  const span = { start: 0, end: 3 };
  return new DiagnosticError([{ code, severity: 'error', ...words, source, span }]);
}

/** Numeric target y: theta[1] + sigma * z at each row; class target c: more probable as theta[1] grows. */
export function compilePredictor(source: SourceText, _training: Dataset, rows: Dataset): Predictor {
  const observed = rows.columns.get('y')?.values as Float64Array | undefined;
  const count = rows.columns.get('x')!.values.length;
  const state = { theta: 0, sigma: 0 };
  const numeric = numericTarget(count, observed, state);
  const classes = classTarget(count, rows.columns.get('c')?.values as Float64Array | undefined);
  const targets: PredictedTarget[] = source.text.includes('classes') ? [classes] : [numeric];
  return {
    targets,
    run(draw) {
      [state.theta, , state.sigma] = draw as unknown as [number, number, number];
      numeric.mean.fill(state.theta);
      numeric.logDensity?.forEach(
        (_, row, all) => (all[row] = -((observed![row]! - state.theta) ** 2)),
      );
      for (let row = 0; row < count; row++) {
        const p = 1 / (1 + Math.exp(-state.theta - row));
        classes.mean.set([1 - p, p], 2 * row);
        if (classes.logDensity) {
          classes.logDensity[row] = Math.log(classes.observed![row] === 2 ? p : 1 - p);
        }
      }
    },
  };
}

function numericTarget(
  rows: number,
  observed: Float64Array | undefined,
  state: { theta: number; sigma: number },
): PredictedTarget {
  return {
    name: 'y',
    rows,
    mean: new Float64Array(rows),
    ...(observed ? { observed, logDensity: new Float64Array(rows) } : {}),
    sample(stream, out) {
      for (let row = 0; row < rows; row++) out[row] = state.theta + state.sigma * stream.normal();
    },
  };
}

function classTarget(rows: number, observed: Float64Array | undefined): PredictedTarget {
  return {
    name: 'c',
    rows,
    classes: ['no', 'yes'],
    mean: new Float64Array(2 * rows),
    ...(observed ? { observed, logDensity: new Float64Array(rows) } : {}),
    sample: () => undefined,
  };
}

export function column(name: string, values: Float64Array | readonly string[]): Column {
  const place = (element: number) => `train-01.csv, row ${String(element + 2)}, column ${name}`;
  return { name, shape: [values.length], values, place };
}

export function table(...columns: readonly Column[]): Dataset {
  const named = new Map(columns.map((c) => [c.name, c]));
  return { name: 'train-01.csv', kind: 'table', columns: named, hash: 'abc123' };
}
