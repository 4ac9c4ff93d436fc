import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../../../src/base/random/stream.js';
import { drawPoisson } from '../../../src/base/random/variates.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { FALSE_ALARM } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel } from '../../samplers/joint-test.js';
import { report } from '../../samplers/sweeps.js';
import { sweepInTurn } from './sweep-in-turn.js';

/** m and a[3], jointly normal by their priors, and the log of their scale. */
const program = (infer: string) => `data { y: count[n] }
  m ~ normal(0, 0.8)  s ~ normal(0, 0.4)  a[n] ~ normal(m, exp(s))
  observe y ~ poisson(exp(a))
  infer { ${infer} }`;

const model: JointModel<Float64Array> = {
  drawPrior(stream) {
    const m = 0.8 * stream.normal();
    const s = 0.4 * stream.normal();
    const draw = () => m + Math.exp(s) * stream.normal();
    return Float64Array.of(m, s, draw(), draw(), draw());
  },
  drawData: (stream: RandomStream, [, , ...a]) =>
    Float64Array.from(a, (value) => drawPoisson(stream, Math.exp(value))),
  statistics([m, s, ...a], y) {
    const spread = a.reduce((sum, value) => sum + (value - m!) ** 2, 0) / Math.exp(2 * s!);
    return [m!, s!, a[0]!, spread, a[1]! * y[1]!, a[0]! * a[2]!];
  },
};

const arrays = (y: Float64Array) => ({ y: [...y] });
const judge = (infer: string, length: number, plant?: (block: PlannedBlock) => PlannedBlock) =>
  rankTestPValue(model, sweepInTurn(program(infer), arrays, plant), {
    ...{ seed: infer, replicates: 200, length, thin: 1 },
  });

/** The prior is then in the ellipse and in the density as well. */
function twice(block: PlannedBlock): PlannedBlock {
  return block.ellipse ? { ...block, ellipse: { ...block.ellipse, factors: [] } } : block;
}

describe('samplers that infer asks for leave the posterior as it is', () => {
  it.each([
    'm, a using elliptical  s using slice',
    'a using elliptical  m, s using nuts(metric = dense)',
    'a using slice  m using gibbs  s using hmc(steps = 3)',
  ])('%s', (infer) => {
    expect(report(infer, judge(infer, 5))).toBeGreaterThan(FALSE_ALARM);
  });
  it('but not with a prior that counts twice', () => {
    const infer = 'm, a using elliptical  s using slice';
    expect(report('twice', judge(infer, 6, twice))).toBeLessThan(FALSE_ALARM);
  });
});
