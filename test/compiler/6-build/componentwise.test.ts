import { describe, expect, it } from 'vitest';
import { drawCauchy } from '../../../src/base/random/variates.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import {
  add,
  constant,
  elementFunction,
  log,
  log1p,
  neg,
  square,
} from '../../../src/expression/index.js';
import type { Componentwise } from '../../../src/compiler/4-condition/componentwise.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { FALSE_ALARM, normalPValue, smallestPValue } from '../../samplers/budget.js';
import type { JointModel } from '../../samplers/joint-test.js';
import { sweepInTurn } from './sweep-in-turn.js';

const X = [
  [1, 0.4],
  [-0.5, 1.2],
  [0.3, -1],
  [1.5, 0.8],
];

const fitted = (b: number, c: number) => X.map(([x1, x2]) => x1! * b + x2! * c);
const drawData = (stream: RandomStream, [b, c]: Float64Array) =>
  fitted(b!, c!).map((mean) => mean + stream.normal());
const misfit = (b: number, c: number, y: readonly number[]) =>
  fitted(b, c).reduce((total, mean, i) => total + (y[i]! - mean) ** 2, 0);

/** Asked for, as an integral over two coefficients would cost nothing. */
const HORSESHOE = `data { x: real[n, p]  y: real[n] }
  beta[p] ~ normal(0, lambda * tau)  lambda[p] ~ half_cauchy(1)  tau ~ half_cauchy(0.5)
  observe y ~ normal(x @ beta, 1)
  infer { beta using componentwise }`;
const halfCauchy = (stream: RandomStream, scale: number) => scale * Math.abs(drawCauchy(stream));
const horseshoe: JointModel<number[]> = {
  drawPrior(stream) {
    const lambda = [halfCauchy(stream, 1), halfCauchy(stream, 1)];
    const tau = halfCauchy(stream, 0.5);
    const beta = lambda.map((scale) => scale * tau * stream.normal());
    return Float64Array.of(...beta, ...lambda, tau);
  },
  drawData,
  statistics: ([b, c, l, m, t], y) => [
    b! / (1 + Math.abs(b!)),
    Math.log(l!),
    Math.log(t!),
    Math.abs(b!) / l! / t!,
    Math.log(m! * t!),
    misfit(b!, c!, y),
  ],
};

const LASSO = `data { x: real[n, p]  y: real[n] }
  beta[p] ~ laplace(0.5, b)  b ~ exponential(1)
  observe y ~ normal(x @ beta, 1)
  infer { beta using componentwise }`;
const lasso: JointModel<number[]> = {
  drawPrior(stream) {
    const b = stream.exponential();
    const beta = [0, 0].map(
      () => 0.5 + b * stream.exponential() * (stream.uniform() < 0.5 ? 1 : -1),
    );
    return Float64Array.of(...beta, b);
  },
  drawData,
  statistics: ([b, c, s], y) => [b!, c! ** 2, s!, Math.abs(c! - 0.5) / s!, misfit(b!, c!, y)],
};

type Fault = (form: Componentwise) => Componentwise;

const SWEEPS = 4;

/**
 * Elements in turn have no reverse among their own sweeps, which a rank test needs. So unknowns are drawn from the
 * prior, data given them, and then moved: what they are together may not change (Geweke 2004), on average over pairs of
 * before and after.
 */
function judge(text: string, model: JointModel<number[]>, fault: Fault, replicates = 400): number {
  const replaced = (block: PlannedBlock) =>
    block.componentwise === undefined
      ? block
      : { ...block, componentwise: fault(block.componentwise) };
  const sweep = sweepInTurn<number[]>(text, (y) => ({ x: X, y }), replaced);
  const stream = new RandomStream('componentwise');
  const sums: [total: number, squares: number][] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const unknowns = model.drawPrior(stream);
    const data = model.drawData(stream, unknowns);
    const before = model.statistics(unknowns, data).map(Math.atan);
    sweep.condition(data);
    for (let k = 0; k < SWEEPS; k++) sweep.forward(stream, unknowns);
    const after = model.statistics(unknowns, data).map(Math.atan);
    after.forEach((value, i) => {
      const by = value - before[i]!;
      const [total, squares] = sums[i] ?? [0, 0];
      sums[i] = [total + by, squares + by * by];
    });
  }
  return smallestPValue(sums.map(([total, squares]) => normalPValue(total / Math.sqrt(squares))));
}

const right: Fault = (form) => form;

/** The scales as if their logarithm had a density without the Jacobian. */
const withoutJacobian: Fault = (form) => {
  const scales = form.scales.map(({ variable }) => {
    const lambda = variable.input;
    const terms = neg(add(log1p(square(lambda)), log(lambda)));
    return { variable, functions: elementFunction([terms, form.centre, form.scale], [lambda])! };
  });
  return { ...form, scales };
};

describe('weights one element after the other', () => {
  it('with their own scales leave the posterior of a horseshoe regression as it is', () => {
    expect(judge(HORSESHOE, horseshoe, right)).toBeGreaterThan(FALSE_ALARM);
  });
  it('with a Laplace prior leave the posterior of a lasso regression as it is', () => {
    expect(judge(LASSO, lasso, right)).toBeGreaterThan(FALSE_ALARM);
  });
  it('but not about another centre', () => {
    const elsewhere: Fault = (form) => ({ ...form, centre: constant(-1) });
    expect(judge(LASSO, lasso, elsewhere)).toBeLessThan(FALSE_ALARM);
  });
  it('nor with a Jacobian left out', () => {
    expect(judge(HORSESHOE, horseshoe, withoutJacobian)).toBeLessThan(FALSE_ALARM);
  });
});
