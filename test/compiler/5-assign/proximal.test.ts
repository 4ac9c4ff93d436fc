import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../../src/base/diagnostic.js';
import { compileText } from '../4-condition/program.js';

const DATA = { y: [1, 2, 0], x: [1, 0, 2] };
const planOf = (text: string) =>
  compileText(`data { y: real[n] x: real[n] }  ${text}`, DATA).plan.blocks;
const LIKELIHOOD = 'observe y ~ student_t(4, w[1] * x + w[2], 1)';

describe('a Laplace prior', () => {
  it('is taken by its proximal operator where its weight stands still', () => {
    const [block] = planOf(`w[2] ~ laplace(0, 2)  ${LIKELIHOOD}`);
    expect(block).toMatchObject({ name: 'w', sampler: 'prox_nuts' });
    expect(block!.conditional).toBe('smooth likelihood + laplace prior (prox: soft threshold)');
  });
  it('is left to NUTS where its weight moves beside it, and the plan says why', () => {
    const [block] = planOf(`w[2] ~ laplace(0, b)  b ~ half_normal(1)  ${LIKELIHOOD}`);
    expect(block!.sampler).toBe('nuts');
    expect(block!.refusals.map(({ form }) => form)).toContain('prox_nuts');
  });
  it('is left to NUTS where infer asks for it', () => {
    const [block] = planOf(`w[2] ~ laplace(0, 2)  ${LIKELIHOOD}  infer { w using nuts }`);
    expect(block!.sampler).toBe('nuts');
  });
  it('of one number moves along a slice', () => {
    const [block] = planOf('w ~ laplace(0, 2)  observe y ~ student_t(4, w * x, 1)');
    expect(block!.sampler).toBe('slice');
  });
  it('moves as infer asks, each kind of trajectory in a block of its own', () => {
    const blocks = planOf(`w ~ laplace(0, 2)  v ~ laplace(w, 1)  a ~ student_t(4, 0, 1)
      observe y ~ student_t(4, a + w * x + v, 1)
      infer { w using prox_hmc  v using prox_nuts }`);
    expect(blocks.map(({ name, sampler, steps }) => [name, sampler, steps])).toEqual([
      ['w, a', 'prox_hmc', 100],
      ['v', 'prox_nuts', undefined],
    ]);
  });
});

describe('a prior of norms', () => {
  const data = { y: [1, 2, 0], x: [1, 0, 2], z: [0, 1, 1] };
  const blocksOf = (infer: string) =>
    compileText(
      `data { y: real[n] x: real[n] z: real[n] }  w[2] ~ multi_laplace(0, 2)
      observe y ~ student_t(4, w[1] * x + w[2] * z, 1)  ${infer}`,
      data,
    ).plan.blocks;
  it('is left to NUTS, and the plan says why', () => {
    const [block] = blocksOf('');
    expect(block!.sampler).toBe('nuts or hmc');
    const refusal = block!.refusals.find(({ form }) => form === 'prox_nuts');
    expect(refusal!.because).toContain('kink in a point');
  });
  it('moves by its proximal operator where infer asks for it', () => {
    const [block] = blocksOf('infer { w using prox_hmc(steps = 7) }');
    expect(block!).toMatchObject({ sampler: 'prox_hmc', steps: 7 });
    expect(block!.conditional).toContain('multi_laplace prior (prox: group soft threshold)');
  });
});

/** The reason that is given for an error of the plan. */
function whyNot(plan: () => unknown): string {
  try {
    plan();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]!.why;
    throw error;
  }
  return 'it is planned';
}

describe('ends of a support', () => {
  const linesOf = (prior: string, sampler = 'prox_nuts') =>
    planOf(`${prior}  ${LIKELIHOOD}  infer { w using ${sampler} }`).map((b) => b.conditional);
  const HALF = 'w[2] ~ half_normal(1)';
  it('are left to a bijection where infer does not ask', () => {
    const [block] = planOf(`${HALF}  ${LIKELIHOOD}`);
    expect(block!.proximal).toBeUndefined();
    expect(block!.refusals.map(({ form }) => form)).not.toContain('prox_nuts');
  });
  it.each([
    [HALF, 'half_normal prior (prox: projection onto [0, inf))'],
    ['w[2] ~ uniform(-1, 2)', 'uniform prior (prox: projection onto [-1, 2])'],
    ['w[2] ~ uniform(0, 1)', 'uniform prior (prox: projection onto [0, 1])'],
    [
      'w[2] ~ exponential(2)',
      'exponential prior (prox: soft threshold, then projection onto [0, inf))',
    ],
    [
      'w[2] ~ truncated(normal(0, 1), upper = 0.5)',
      'truncated(normal) prior (prox: projection onto (-inf, 0.5])',
    ],
    [
      'w[2] ~ truncated(laplace(0, 1), lower = 0)',
      'truncated(laplace) prior (prox: soft threshold, then projection onto [0, inf))',
    ],
    [
      'w[2] ~ truncated(gamma(2, 1), lower = 1)',
      'truncated(gamma) prior (prox: projection onto [1, inf))',
    ],
  ])('are projected onto where infer asks: %s', (prior, line) => {
    expect(linesOf(prior)).toEqual([`smooth likelihood + ${line}`]);
    expect(linesOf(prior, 'prox_hmc')).toEqual([`smooth likelihood + ${line}`]);
  });
  it.each([
    ['w[2] ~ gamma(2, 1)', 'the density of w ~ gamma is 0 or infinite at its end 0'],
    ['w[2] ~ lognormal(0, 1)', 'the density of w ~ lognormal is 0 or infinite at its end 0'],
    ['b ~ normal(0, 1)  w[2] ~ uniform(b, 2)', 'an end of w ~ uniform moves with b'],
    ['w[2] ~ truncated(laplace(0, 1), lower = 0, upper = b)  b ~ exponential(1)', 'moves with b'],
    ['w[2] ~ ordered(normal(0, 1))', 'w ~ ordered(normal) has no part with a proximal operator'],
  ])('are refused with a reason: %s', (prior, because) => {
    expect(whyNot(() => linesOf(prior))).toContain(because);
  });
});

it('a prior without a penalty cannot be moved along a proximal drift', () => {
  const wrong = () =>
    planOf(`w[2] ~ student_t(4, 0, 1)  ${LIKELIHOOD}  infer { w using prox_nuts }`);
  expect(wrong).toThrow(DiagnosticError);
  expect(wrong).toThrow('w cannot be sampled by prox_nuts');
});
