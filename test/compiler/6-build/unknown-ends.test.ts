import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { createBackend } from '../../../src/backend/settings.js';
import type { Factor } from '../../../src/compiler/3-factorize/graph.js';
import type { Conditional } from '../../../src/compiler/4-condition/conditional.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import type { Chain } from '../../../src/compiler/6-build/compiled.js';
import { build } from '../../../src/compiler/6-build/index.js';
import { constant, mul } from '../../../src/expression/index.js';
import type { ExponentialFamily } from '../../../src/library/index.js';
import { FALSE_ALARM } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel, type Sweep } from '../../samplers/joint-test.js';
import { report } from '../../samplers/sweeps.js';
import { compileText, type Arrays } from '../4-condition/program.js';

type Data = Float64Array;

interface Case extends JointModel<Data> {
  readonly text: string;
  readonly arrays: (y: Data) => Arrays;
}

const N = 5;
const GROUPS = [1, 1, 2, 2, 3, 3];
const each = (length: number, of: () => number) => Float64Array.from({ length }, of);
const between = (stream: RandomStream, from: number, to: number) =>
  from + (to - from) * stream.uniform();
const normalAbove = (stream: RandomStream, mean: number, sd: number, lower: number) => {
  for (;;) {
    const x = mean + sd * stream.normal();
    if (x > lower) return x;
  }
};
const most = (y: Data) => y.reduce((a, b) => Math.max(a, b));
const least = (y: Data) => y.reduce((a, b) => Math.min(a, b));
const asY = (y: Data): Arrays => ({ y: [...y] });

const PARETO: Case = {
  text: 'data { y: real[n] } k ~ pareto(1, 3) observe y ~ uniform(0, k)',
  arrays: asY,
  drawPrior: (stream) => Float64Array.of(stream.uniform() ** (-1 / 3)),
  drawData: (stream, [k]) => each(N, () => between(stream, 0, k!)),
  statistics: ([k], y) => [k!, k! / most(y)],
};

const SYMMETRIC: Case = {
  text: 'data { y: real[n] } k ~ gamma(2, 1) observe y ~ uniform(-k, k)',
  arrays: asY,
  drawPrior: (stream) => Float64Array.of(stream.gamma(2)),
  drawData: (stream, [k]) => each(N, () => between(stream, -k!, k!)),
  statistics: ([k], y) => [k!, k! / Math.max(most(y), -least(y))],
};

/** An end for each group, and the least value of data that have none. */
const GROUPED: Case = {
  text: `data { y: real[n]  g: index[n] of G } s ~ gamma(3, 3)  k[G] ~ inv_gamma(3, s)
    observe y ~ uniform(0, 2 * k[g])`,
  arrays: (y) => ({ y: [...y], g: GROUPS }),
  drawPrior(stream) {
    const s = stream.gamma(3) / 3;
    return Float64Array.of(s, ...each(3, () => s / stream.gamma(3)));
  },
  drawData: (stream, u) => Float64Array.from(GROUPS, (g) => between(stream, 0, 2 * u[g]!)),
  statistics: ([s, a, b, c], y) => [s!, a!, b! / c!, a! / most(y.slice(0, 2))],
};

/** The second end reads the first: it is kept from passing the data wherever that goes. */
const MOVING: Case = {
  text: `data { y: real[n] } a ~ normal(0, 1)  w ~ gamma(3, 1)  observe y ~ uniform(a, a + w)`,
  arrays: asY,
  drawPrior: (stream) => Float64Array.of(stream.normal(), stream.gamma(3)),
  drawData: (stream, [a, w]) => each(N, () => between(stream, a!, a! + w!)),
  statistics: ([a, w], y) => [a!, w!, least(y) - a!, (a! + w! - most(y)) / w!],
};

const TRUNCATED: Case = {
  text: `data { y: real[n] } m ~ normal(0, 1)  lo ~ normal(-1, 1)
    observe y ~ truncated(normal(m, 1.5), lower = lo)`,
  arrays: asY,
  drawPrior: (stream) => Float64Array.of(stream.normal(), stream.normal() - 1),
  drawData: (stream, [m, lo]) => each(N, () => normalAbove(stream, m!, 1.5, lo!)),
  statistics: ([m, lo], y) => [m!, lo!, m! * lo!, least(y) - lo!],
};

/** The smallest value, and how fast the tail falls, as exact draws of one given the other. */
const TAIL: Case = {
  text: 'data { y: positive[n] } m ~ gamma(2, 1)  alpha ~ gamma(4, 2) observe y ~ pareto(m, alpha)',
  arrays: asY,
  drawPrior: (stream) => Float64Array.of(stream.gamma(2), stream.gamma(4) / 2),
  drawData: (stream, [m, alpha]) => each(N, () => m! * stream.uniform() ** (-1 / alpha!)),
  statistics: ([m, alpha], y) => [m!, alpha!, least(y) / m!, alpha! * Math.log(m!)],
};

/** What is planted: other conditionals, or factors that moves do not read. */
interface Fault {
  readonly conditional?: (conditional: Conditional) => Conditional;
  readonly factors?: (factor: Factor) => boolean;
}

/** Blocks in turn, each a reversible move. Data change the ends, so each has its own model. */
function sweepOf(
  { text, arrays }: Case,
  { conditional = (one) => one, factors = () => true }: Fault = {},
): Sweep<Data> {
  let chain: Chain;
  const run = (blocks: Chain['blocks'], stream: RandomStream, unknowns: Float64Array) => {
    chain.values.set(unknowns);
    for (const block of blocks) block.update(stream, 1, new Float64Array(block.statistics.length));
    unknowns.set(chain.values);
  };
  return {
    condition(y) {
      const { graph, plan } = compileText(text, arrays(y));
      const backend = createBackend({ name: 'evaluator', precision: 'f64', relaxed: false });
      const blocks = plan.blocks.map((block): PlannedBlock => {
        return { ...block, conditionals: block.conditionals.map(conditional) };
      });
      const kept = { ...graph, factors: graph.factors.filter(factors) };
      chain = build(kept, { blocks }, backend).createChain({
        ...{ warmup: 0, adaptDelta: 0.8, maxTreedepth: 5 },
      });
    },
    forward: (stream, unknowns) => {
      run(chain.blocks, stream, unknowns);
    },
    backward: (stream, unknowns) => {
      run(chain.blocks.toReversed(), stream, unknowns);
    },
  };
}

/** What is observed bounds the unknowns and is forgotten otherwise. */
const ENDS_ALONE: Fault = { factors: ({ kind }) => kind === 'prior' };

/** One of the natural parameters of closed forms, changed. */
function changed(at: (family: ExponentialFamily) => number, rate: number): Fault {
  return {
    conditional(given) {
      const { form } = given;
      if (form.kind !== 'exponential') return given;
      const place = at(form.family);
      const natural = form.natural.map((node, i) =>
        i === place ? mul(constant(rate), node) : node,
      );
      return { ...given, form: { ...form, natural } };
    },
  };
}

/** Ends follow the statistics. */
const END_MOVED = changed(({ statistics }) => statistics.length, 1.2);
const POWER_WRONG = changed(({ statistics }) => statistics.indexOf('log(x)'), 1.6);

const judge = (of: Case, seed: string, replicates: number, fault?: Fault) =>
  report(seed, rankTestPValue(of, sweepOf(of, fault), { seed, replicates, length: 5, thin: 2 }));

const SAMPLERS: readonly (readonly [string, Case, readonly string[]])[] = [
  ['above the data', PARETO, ['k gibbs']],
  ['on both sides', SYMMETRIC, ['k gibbs']],
  ['of groups', GROUPED, ['s gibbs', 'k gibbs']],
  ['that move each other', MOVING, ['a, w nuts or hmc']],
  ['of truncated values', TRUNCATED, ['m, lo nuts or hmc']],
  ['below a tail', TAIL, ['m gibbs', 'alpha gibbs']],
];

describe('unknown ends of what is observed', () => {
  it.each(SAMPLERS)('%s leave the posterior as it is', (name, of, samplers) => {
    const y = of.drawData(new RandomStream(name), of.drawPrior(new RandomStream(name, 'prior')));
    const { plan } = compileText(of.text, of.arrays(y));
    expect(plan.blocks.map((block) => `${block.name} ${block.sampler}`)).toEqual(samplers);
    expect(judge(of, name, 250)).toBeGreaterThan(FALSE_ALARM);
  });

  it.each([
    ['above the data, at another place', PARETO, END_MOVED],
    ['above the data, with another power', PARETO, POWER_WRONG],
    ['on both sides, with another power', SYMMETRIC, POWER_WRONG],
    ['of groups, at another place', GROUPED, END_MOVED],
    ['that move each other, and no more', MOVING, ENDS_ALONE],
    ['of truncated values, and no more', TRUNCATED, ENDS_ALONE],
    ['below a tail, with another power', TAIL, POWER_WRONG],
  ] as const)('but not %s', (name, of, fault) => {
    expect(judge(of, name, 400, fault)).toBeLessThan(FALSE_ALARM);
  });
});
