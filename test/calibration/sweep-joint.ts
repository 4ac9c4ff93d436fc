import type { Dataset } from '../../src/base/dataset.js';
import type { Quantity } from '../../src/base/draws.js';
import { RandomStream } from '../../src/base/random/stream.js';
import { compilePrior } from '../../src/compiler/compile.js';
import type { PlannedBlock } from '../../src/compiler/5-assign/plan.js';
import type { Chain } from '../../src/compiler/6-build/compiled.js';
import { compileOpen, type OpenChain, type OpenModel } from '../compiler/observed-later.js';
import { normalPValue, smallestPValue } from '../samplers/budget.js';

// A joint test of whole sweeps by ranks, after Geweke (JASA 2004) and Gandy and Scott (arXiv 2001.06465): unknowns from the
// prior and data given them are a draw of the joint, and stay one after any number of right sweeps given the data. The
// sweep need not be reversible, as that of their algorithm 2 must. Pairs are independent, so the error is known.

export interface Judged {
  readonly text: string;
  /** With values for what the model observes, which are replaced, those missing apart. */
  readonly data: Dataset;
  readonly target: string;
  /** Quantities or elements whose distribution must stay; the log joint is judged beside them. */
  readonly quantities: readonly string[];
  /** Sweeps that tune the blocks, given one data set; they tune no more after it. */
  readonly warmup: number;
  /** Sweeps between the two states of a pair. */
  readonly sweeps: number;
  /** Makes a chain wrong. */
  readonly spoil?: (chain: Chain, model: OpenModel) => Chain;
  /** Leaves a planned block out, or puts another in its place. */
  readonly replaced?: (block: PlannedBlock) => PlannedBlock | undefined;
}

/** The smallest p-value of equal means and spreads before and after, corrected for their number, and each of them. */
export function sweepPValue(
  judged: Judged,
  replicates: number,
  seed: string,
  priors: readonly string[] = [],
): { readonly pValue: number; readonly each: ReadonlyMap<string, number> } {
  const joint = jointOf(judged);
  const first = joint(new RandomStream(seed, 'first'));
  const { text, replaced = (block) => block } = judged;
  const model = compileOpen(text, first.dataset, { priors, replaced });
  const chain = model.createChain({ warmup: judged.warmup, adaptDelta: 0.8, maxTreedepth: 10 });
  const tuned = tuning(model, chain, first, judged.warmup, seed);
  const names = [...judged.quantities, 'log joint'];
  const before: number[][] = names.map(() => []);
  const after: number[][] = names.map(() => []);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const stream = new RandomStream(seed, replicate);
    const exact = joint(stream);
    tuned.forEach((saved, i) => {
      chain.blocks[i]!.restore(saved);
    });
    // After that, as what is restored has a place of its own.
    place(model, chain, exact, stream, judged.warmup);
    const take = (into: number[][]) => {
      statistics(model, chain, names, stream).forEach((value, k) => into[k]!.push(value));
    };
    take(before);
    const swept = judged.spoil?.(chain, model) ?? chain;
    for (let sweep = 0; sweep < judged.sweeps; sweep++)
      update(swept, judged.warmup + sweep, stream);
    take(after);
  }
  const each = new Map(names.map((name, k) => [name, pairedPValue(before[k]!, after[k]!)]));
  return { pValue: smallestPValue([...each.values()]), each };
}

/** Unknowns by name, with data that they give. */
interface Exact {
  readonly unknowns: Float64Array;
  readonly quantities: readonly Quantity[];
  readonly dataset: Dataset;
}

function jointOf({ text, data, target }: Judged): (stream: RandomStream) => Exact {
  const prior = compilePrior({ name: 'model.bnn', text }, data, { priors: [], bindings: [] });
  const { predictor, quantities } = prior;
  const given = data.columns.get(target)!;
  return (stream) => {
    const unknowns = new Float64Array(prior.width);
    prior.draw(stream, unknowns);
    predictor.run(unknowns, stream);
    const values = new Float64Array(predictor.targets[0]!.rows);
    predictor.targets[0]!.sample(stream, values);
    const column = {
      ...given,
      values: values.map((y, i) => (Number.isNaN(given.values[i]) ? NaN : y)),
    };
    return {
      unknowns,
      quantities,
      dataset: { ...data, columns: new Map([...data.columns, [target, column]]) },
    };
  };
}

/** Auxiliaries are part of no draw: given all the rest their own draw makes them exact. */
function place(
  model: OpenModel,
  chain: OpenChain,
  exact: Exact,
  stream: RandomStream,
  warmup: number,
): void {
  const drawn = new Map(exact.quantities.map((quantity) => [quantity.name, quantity]));
  chain.observe(exact.dataset);
  let start = 0;
  for (const { name, shape, isAuxiliary = false } of model.graph.variables.values()) {
    const size = shape.reduce((a, b) => a * b, 1);
    const { offset } = drawn.get(name) ?? { offset: 0 };
    if (!isAuxiliary) chain.values.set(exact.unknowns.subarray(offset, offset + size), start);
    start += size;
  }
  const auxiliaries = [...model.graph.variables.values()].filter((v) => v.isAuxiliary === true);
  for (const block of chain.blocks) {
    const isDraw = block.sampler === 'gibbs' && auxiliaries.some(({ name }) => name === block.name);
    if (isDraw) block.update(stream, warmup, new Float64Array(block.statistics.length));
  }
}

/** From an exact draw: a start that is not in a far tail of a hard posterior. */
function tuning(
  model: OpenModel,
  chain: OpenChain,
  start: Exact,
  warmup: number,
  seed: string,
): unknown[] {
  const stream = new RandomStream(seed, 'warm-up');
  place(model, chain, start, stream, warmup);
  for (let sweep = 0; sweep < warmup; sweep++) update(chain, sweep, stream);
  return chain.blocks.map((block) => structuredClone(block.tuning()));
}

function update({ blocks }: Chain, iteration: number, stream: RandomStream): void {
  for (const block of blocks) {
    block.update(stream, iteration, new Float64Array(block.statistics.length));
  }
}

function statistics(
  model: OpenModel,
  chain: Chain,
  names: readonly string[],
  stream: RandomStream,
): number[] {
  const draw = new Float64Array(model.width);
  chain.record(draw, stream);
  const judged = names.slice(0, -1).map((name) => draw[positionOf(model.quantities, name)]!);
  return [...judged, chain.logDensity()];
}

export function positionOf(quantities: readonly Quantity[], element: string): number {
  const [, name, index = '1'] = /^([^[]+)(?:\[(\d+)\])?$/.exec(element)!;
  const quantity = quantities.find((candidate) => candidate.name === name);
  if (quantity === undefined)
    throw new Error(`no ${name!} among ${quantities.map((q) => q.name).join(', ')}`);
  return quantity.offset + Number(index) - 1;
}

/**
 * Whether the members of pairs have one distribution: the mean of their ranks, and of their ranks' distance from the middle,
 * among the members of all other pairs. Those are independent of the pair, so the difference has mean 0 exactly, whatever
 * joins the two; its projection is the difference of the true ranks, so that its error is that of a mean of pairs.
 */
function pairedPValue(before: readonly number[], after: readonly number[]): number {
  const rank = (value: number, own: number) => {
    let below = 0;
    for (let i = 0; i < before.length; i++) {
      if (i === own) continue;
      for (const other of [before[i]!, after[i]!])
        below += other < value ? 1 : other === value ? 0.5 : 0;
    }
    return below / (2 * (before.length - 1)) - 0.5;
  };
  const ranks = before.map((value, i) => [rank(value, i), rank(after[i]!, i)] as const);
  const shift = zOf(ranks.map(([a, b]) => b - a));
  const spread = zOf(ranks.map(([a, b]) => b * b - a * a));
  return smallestPValue([shift, spread].map(normalPValue));
}

/** A mean in its standard errors. */
function zOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return square === 0 ? 0 : mean / Math.sqrt(square / values.length);
}
