import { chooseBackend, createBackend } from '../backend/settings.js';
import type { Dataset } from '../base/dataset.js';
import { RandomStream } from '../base/random/stream.js';
import { evaluate } from '../expression/index.js';
import type { ActivationDeclaration } from './1-parse/program.js';
import { check } from './2-check/check.js';
import { parse } from './1-parse/index.js';
import { bind } from './3-factorize/binding.js';
import { factorize } from './3-factorize/factorize.js';
import type { FactorGraph } from './3-factorize/graph.js';
import { buildPriorSampler } from './6-build/prior-sampler.js';
import { standardTemplate } from './standard-library.js';

/** An activation over its input: at the means of its parameters, and 90 % of what its priors allow. */
export interface ActivationShape {
  readonly kind: 'activation';
  readonly name: string;
  readonly x: readonly number[];
  readonly middle: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Whether its parameters leave anything open. */
  readonly varies: boolean;
}

/** The density of one element under a prior of a weight of 5 inputs and 5 units, by exact draws. */
export interface PriorShape {
  readonly kind: 'prior';
  readonly name: string;
  /** Middles of the bins, all of one width. */
  readonly x: readonly number[];
  readonly density: readonly number[];
  /** Share of draws that are exactly 0, which no density shows. */
  readonly zero: number;
  /** Share of draws beyond the bins. */
  readonly beyond: number;
}

export type StandardShape = ActivationShape | PriorShape;

const DRAWS = 2000;
/** Steps from -4 to 4. */
const STEPS = 160;
const REACH = 4;

/** The shape of something in the standard library; undefined where nothing has this name. */
export function standardShape(name: string): StandardShape | undefined {
  const activation = standardTemplate('activation', name);
  if (activation !== undefined) {
    return activationShape(name, activation.declaration as ActivationDeclaration);
  }
  return standardTemplate('prior', name) && priorShape(name);
}

function activationShape(name: string, declaration: ActivationDeclaration): ActivationShape {
  const { text } = standardTemplate('activation', name)!;
  const start = declaration.span.start;
  const learned = declaration.parameters.filter(({ prior }) => prior !== undefined);
  const unknowns = learned.map(({ name: own, dimensions: [size], prior }) => {
    const brackets =
      size === undefined ? '' : `[${text.slice(size.span.start - start, size.span.end - start)}]`;
    const law = text.slice(prior!.span.start - start, prior!.span.end - start);
    return `parameter.${own.name}${brackets} ~ ${law}\n`;
  });
  const given = learned.map(({ name: own }) => `, ${own.name} = parameter.${own.name}`);
  const model = `data { x: real[n]  y: real[n] }
${unknowns.join('')}out = ${name}(x${given.join('')})
observe y ~ normal(out, 1)`;
  const x = Array.from({ length: STEPS + 1 }, (_, i) => (2 * REACH * i) / STEPS - REACH);
  const graph = graphOf(model, { x: [x, [x.length]], y: [x.map(() => 0), [x.length]] });
  const draws = drawsOf(graph, `shape of ${name}`, DRAWS);
  const out = draws('out');
  const ordered = x.map((_, i) => out.map((draw) => draw[i]!).sort((a, b) => a - b));
  const at = (share: number) => ordered.map((list) => list[Math.floor(share * (DRAWS - 1))]!);
  const means = new Map([...graph.variables.keys()].map((own) => [own, meanOf(draws(own))]));
  const node = graph.derived.find((derived) => derived.name === 'out')!.node;
  const [middle] = evaluate([node], means);
  return {
    ...{ kind: 'activation', name, x, middle: [...middle!] },
    ...{ low: at(0.05), high: at(0.95), varies: learned.length > 0 },
  };
}

const PRIOR_DRAWS = 20_000;
const BINS = 65;

function priorShape(name: string): PriorShape {
  const model = `data { x: real[n, d]  y: real[n] }
network f(x) { layer h = dense(x, 5) { weight ~ ${name}() } }
observe y ~ normal(sum(f), 1)`;
  const graph = graphOf(model, { x: [new Array<number>(5).fill(0), [1, 5]], y: [[0], [1]] });
  const weights = drawsOf(graph, `shape of ${name}`, PRIOR_DRAWS)('f.h.weight');
  const width = (2 * REACH) / BINS;
  const counts = new Array<number>(BINS).fill(0);
  let [zero, beyond, all] = [0, 0, 0];
  for (const w of weights.flatMap((draw) => [...draw])) {
    all++;
    const bin = Math.floor((w + REACH) / width);
    if (w === 0) zero++;
    else if (bin < 0 || bin >= BINS) beyond++;
    else counts[bin]!++;
  }
  return {
    ...{ kind: 'prior', name, zero: zero / all, beyond: beyond / all },
    x: counts.map((_, i) => -REACH + (i + 0.5) * width),
    density: counts.map((count) => count / (all * width)),
  };
}

type Given = Readonly<Record<string, readonly [readonly number[], readonly number[]]>>;

/** A model of this module's own, which has nothing wrong with it. */
function graphOf(text: string, data: Given): FactorGraph {
  const { model } = check(parse({ name: 'shape.bnn', text }).program);
  const columns = Object.entries(data).map(
    ([name, [values, shape]]) =>
      [name, { name, shape, values: Float64Array.from(values), place: () => name }] as const,
  );
  const dataset: Dataset = { name: 'shape', kind: 'arrays', columns: new Map(columns), hash: '' };
  return factorize(model!, bind(model!, dataset, { requests: [] }));
}

/** Draws of a quantity from the priors, one array of its elements a draw. */
function drawsOf(
  graph: FactorGraph,
  seed: string,
  count: number,
): (quantity: string) => readonly Float64Array[] {
  const sampler = buildPriorSampler(graph, createBackend(chooseBackend({}).settings));
  const stream = new RandomStream(seed);
  const rows = Array.from({ length: count }, () => {
    const row = new Float64Array(sampler.width);
    sampler.draw(stream, row);
    return row;
  });
  return (quantity) => {
    const { offset, size } = sampler.quantities.find(({ name }) => name === quantity)!;
    return rows.map((row) => row.subarray(offset, offset + size));
  };
}

function meanOf(draws: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(draws[0]!.length);
  for (const draw of draws) draw.forEach((value, i) => (total[i]! += value));
  return total.map((sum) => sum / draws.length);
}
