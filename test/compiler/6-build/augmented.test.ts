import { describe, expect, it } from 'vitest';
import { drawCauchy, drawInverseGamma } from '../../../src/base/random/variates.js';
import type { RandomStream } from '../../../src/base/random/stream.js';
import { requireValidOrder } from '../../../src/compiler/5-assign/sweep.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import type { Chain } from '../../../src/compiler/6-build/compiled.js';
import { FALSE_ALARM } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel, type Sweep } from '../../samplers/joint-test.js';
import { compileText, datasetOf } from '../4-condition/program.js';
import { compileOpen, type OpenChain, type OpenModel } from '../observed-later.js';

const X = [
  [1, 0.4],
  [-0.5, 1.2],
  [0.3, -1],
  [1.5, 0.8],
];

/** Asked for, as an integral over two coefficients would cost nothing. */
const HORSESHOE = `data { x: real[n, p]  y: real[n] }
  beta[p] ~ normal(0, lambda * tau)  lambda[p] ~ half_cauchy(1)  tau ~ half_cauchy(0.5)
  observe y ~ normal(x @ beta, 1)
  infer { lambda, tau using gibbs }`;

const halfCauchy = (stream: RandomStream, scale: number) => scale * Math.abs(drawCauchy(stream));
/** The auxiliary of a half-Cauchy scale given the scale. */
const mixing = (stream: RandomStream, value: number, scale: number) =>
  drawInverseGamma(stream, 1, 1 / value ** 2 + 1 / scale ** 2);

/** beta[2], lambda[2], tau, and the auxiliaries of lambda and tau. */
const MODEL: JointModel<Float64Array> = {
  drawPrior(stream) {
    const lambda = [halfCauchy(stream, 1), halfCauchy(stream, 1)];
    const tau = halfCauchy(stream, 0.5);
    const beta = lambda.map((scale) => scale * tau * stream.normal());
    const auxiliaries = lambda.map((scale) => mixing(stream, scale, 1));
    return Float64Array.of(...beta, ...lambda, tau, ...auxiliaries, mixing(stream, tau, 0.5));
  },
  drawData: (stream, [b, c]) =>
    Float64Array.from(X, ([x1, x2]) => x1! * b! + x2! * c! + stream.normal()),
  // Monotone functions of a scale would not see an auxiliary that does not fit it.
  statistics: ([b, c, l, , t, v, , w], y) => [
    b! / (1 + Math.abs(b!)),
    Math.log(l!),
    Math.log(t!),
    Math.log(l! * t!),
    Math.log(v!),
    Math.abs(Math.log((1 / t! ** 2 + 4) / w!) + 0.5),
    Math.abs(Math.log((1 / l! ** 2 + 1) / v!) + 0.5),
    Math.atan(b! * y[0]! + c! * y[1]!),
  ],
};

/** The sweep of the plan, with each block taken as often as told. */
function sweepOf(times: (block: PlannedBlock) => number): Sweep<Float64Array> {
  let chain: OpenChain | undefined;
  let [forward, backward]: Chain['blocks'][] = [[], []];
  const run = (blocks: Chain['blocks'], stream: RandomStream, unknowns: Float64Array) => {
    chain!.values.set(unknowns);
    for (const block of blocks) block.update(stream, 1, new Float64Array(block.statistics.length));
    unknowns.set(chain!.values);
  };
  const started = ({ plan, createChain }: OpenModel) => {
    const made = createChain({ warmup: 0, adaptDelta: 0.8, maxTreedepth: 5 });
    const from = plan.blocks.findIndex(({ sampler }) => sampler === 'slice');
    const to = plan.blocks.findIndex(({ normal }) => normal !== undefined);
    const of = (start: number, end?: number) =>
      plan.blocks
        .slice(start, end)
        .flatMap((block, i) => Array.from({ length: times(block) }, () => made.blocks[start + i]!));
    forward = of(0);
    // The slice and the auxiliaries drawn after it are one reversible move.
    backward = [...of(to).reverse(), ...of(from, to), ...of(0, from).reverse()];
    return made;
  };
  return {
    condition(y) {
      const dataset = datasetOf({ x: X, y: [...y] });
      chain ??= started(compileOpen(HORSESHOE, dataset));
      chain.observe(dataset);
    },
    forward: (stream, unknowns) => {
      run(forward!, stream, unknowns);
    },
    backward: (stream, unknowns) => {
      run(backward!, stream, unknowns);
    },
  };
}

const judge = (times: (block: PlannedBlock) => number, seed: string) =>
  rankTestPValue(MODEL, sweepOf(times), { seed, replicates: 300, length: 5, thin: 1 });

describe('a horseshoe regression by its mixtures', () => {
  it('leaves the posterior, auxiliaries and all, as it is', () => {
    expect(judge(() => 1, 'horseshoe')).toBeGreaterThan(FALSE_ALARM);
  });
  it('but not with the auxiliaries kept that the slice integrates out', () => {
    const wrong = judge(({ sampler }) => (sampler === 'slice' ? 8 : 0), 'kept');
    expect(wrong).toBeLessThan(FALSE_ALARM);
  });

  const { plan, quantities, graph } = compileText(HORSESHOE, { x: X, y: [1, 2, 0, 1] });
  it('has a valid order, and no other', () => {
    const { blocks } = plan;
    expect(blocks.map(({ name, sampler }) => `${name} ${sampler}`)).toEqual([
      'lambda gibbs',
      'tau gibbs',
      'tau slice',
      'mixing(lambda) gibbs',
      'mixing(tau) gibbs',
      'beta gibbs',
    ]);
    expect(() => {
      requireValidOrder(blocks.filter(({ name }) => name !== 'mixing(tau)'));
    }).toThrow('never drawn');
    expect(() => {
      requireValidOrder([2, 0, 1, 3, 4, 5].map((i) => blocks[i]!));
    }).toThrow('lambda reads mixing');
  });
  it('records no auxiliary, and says where each comes from', () => {
    expect(quantities.map(({ name }) => name)).toEqual(['beta', 'lambda', 'tau']);
    expect([...graph.variables.keys()]).toContain('mixing(lambda)');
    const said = plan.blocks.find(({ name }) => name === 'mixing(tau)')!.because;
    expect(said).toContain('to write the prior of tau: x^2 | v ~ inv_gamma(1/2, 1 / v)');
  });
});
