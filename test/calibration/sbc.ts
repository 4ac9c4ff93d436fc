import type { Dataset } from '../../src/base/dataset.js';
import { RandomStream } from '../../src/base/random/stream.js';
import { compile, compilePredictor, compilePrior } from '../../src/compiler/compile.js';
import { datasetOf, type Arrays } from '../compiler/4-condition/program.js';
import { smallestPValue, uniformityPValue } from '../samplers/budget.js';
import { positionOf } from './sweep-joint.js';

// Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari and Gelman, arXiv 1804.06788): unknowns
// from the prior, data given them, a whole run from a random start. Among L independent draws the rank of the
// truth is uniform on 0 to L, for every quantity and for the likelihood, which sees what no margin shows
// (Modrak and others, Bayesian Analysis 2023).

export interface Calibration {
  readonly text: string;
  /** Data; the values of the target are replaced by what the model draws. */
  readonly data: Arrays;
  readonly target: string;
  /** Quantities or elements whose ranks are taken. */
  readonly judged: readonly string[];
  readonly warmup: number;
  /** Sweeps from one ranked draw to the next. */
  readonly thin: number;
  /** Priors of what draws the truth, where it is not the model: a planted fault. */
  readonly priors?: readonly string[];
}

/** Draws that the truth is ranked among. */
const RANKED = 19;
const CELLS = 5;

/** The smallest p-value of uniform ranks, corrected for the number of quantities, and each of them. */
export function calibration(
  model: Calibration,
  replications: number,
  seed: string,
): { readonly pValue: number; readonly each: ReadonlyMap<string, number> } {
  const names = [...model.judged, 'log likelihood'];
  const counts = names.map(() => new Array<number>(CELLS).fill(0));
  const source = { name: 'model.bnn', text: model.text };
  const options = { priors: [], bindings: [] };
  const dataset = datasetOf(model.data);
  const prior = compilePrior(source, dataset, { ...options, priors: model.priors ?? [] });
  const simulator = prior.predictor;
  const truth = new Float64Array(prior.width);
  for (let replication = 0; replication < replications; replication++) {
    const stream = new RandomStream(seed, replication);
    prior.draw(stream, truth);
    simulator.run(truth, stream);
    const drawn = new Float64Array(simulator.targets[0]!.rows);
    simulator.targets[0]!.sample(stream, drawn);
    const replicated = withColumn(dataset, model.target, drawn);
    const ranks = ranksOf(model, names, replicated, truth, stream);
    ranks.forEach((rank, k) => counts[k]![Math.floor((rank * CELLS) / (RANKED + 1))]!++);
  }
  const each = new Map(names.map((name, k) => [name, uniformityPValue(counts[k]!)]));
  return { pValue: smallestPValue([...each.values()]), each };
}

function withColumn(dataset: Dataset, name: string, values: Float64Array): Dataset {
  const column = { ...dataset.columns.get(name)!, values };
  return { ...dataset, columns: new Map([...dataset.columns, [name, column]]) };
}

function ranksOf(
  { text, judged, warmup, thin }: Calibration,
  names: readonly string[],
  dataset: Dataset,
  truth: Float64Array,
  stream: RandomStream,
): number[] {
  const source = { name: 'model.bnn', text };
  const model = compile(source, dataset, { priors: [], bindings: [] });
  const chain = model.createChain({ warmup, adaptDelta: 0.8, maxTreedepth: 10 });
  const options = { priors: [], bindings: [] };
  const predictor = compilePredictor(source, dataset, dataset, options, model.quantities);
  const positions = judged.map((name) => positionOf(model.quantities, name));
  const valuesOf = (draw: Float64Array) => {
    predictor.run(draw, stream);
    const logLikelihood = predictor.targets[0]!.logDensity!.reduce((sum, one) => sum + one, 0);
    return [...positions.map((position) => draw[position]!), logLikelihood];
  };
  const true_ = valuesOf(truth);
  const ranks = names.map(() => 0);
  const equal = names.map(() => 0);
  const seed = Math.floor(stream.uniform() * 2 ** 31);
  chain.initialise(new RandomStream('start', seed));
  const draw = new Float64Array(model.width);
  for (let sweep = 1; sweep <= warmup + thin * RANKED; sweep++) {
    chain.blocks.forEach((block, index) => {
      const own = new RandomStream('sweep', seed, sweep, index);
      block.update(own, sweep - 1, new Float64Array(block.statistics.length));
    });
    if (sweep <= warmup || (sweep - warmup) % thin !== 0) continue;
    chain.record(draw, new RandomStream('generated', seed, sweep));
    valuesOf(draw).forEach((value, k) => {
      if (value < true_[k]!) ranks[k]!++;
      else if (value === true_[k]!) equal[k]!++;
    });
  }
  // The truth has any place among equals, as of an indicator, with the same chance.
  return ranks.map((rank, k) => rank + Math.floor(stream.uniform() * (equal[k]! + 1)));
}
