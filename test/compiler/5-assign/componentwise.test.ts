import { expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { compileText } from '../4-condition/program.js';

const ROWS = 60;
const COLUMNS = 40;

/** Columns that are one and the same but for some noise of this size. */
function planOf(priors: string, noise: number, mean = 'x @ beta', shift = 0): string[] {
  const stream = new RandomStream('design');
  const x = Array.from({ length: ROWS }, () => {
    const shared = stream.normal();
    return Array.from({ length: COLUMNS }, () => shift + shared + noise * stream.normal());
  });
  const y = x.map(() => stream.normal());
  const text = `data { x: real[n, p]  y: real[n] }  ${priors}  sigma ~ half_normal(1)  observe y ~ normal(${mean}, sigma)`;
  const { plan } = compileText(text, { x, y });
  return plan.blocks.map(({ name, sampler }) => `${name} ${sampler}`);
}

const LASSO = 'beta[p] ~ laplace(0, b)  b ~ half_normal(1)';
const HORSESHOE =
  'beta[p] ~ normal(0, tau * lambda)  lambda[p] ~ half_cauchy(1)  tau ~ half_cauchy(1)';

it('weights that the data couple loosely move one element after the other', () => {
  expect(planOf(LASSO, 10)).toEqual(['sigma gibbs', 'beta componentwise', 'b slice']);
  expect(planOf(HORSESHOE, 10)).toEqual([
    'sigma gibbs',
    'beta, lambda componentwise',
    'tau slice',
    'tau slice',
  ]);
});

it('weights that the data couple tightly move together', () => {
  expect(planOf(LASSO, 0.1)).toContain('beta, b nuts');
  expect(planOf(HORSESHOE, 0.1)).toContain('beta gibbs');
});

it('an intercept beside them is drawn in turn with them, unless it is one with a column', () => {
  const both = `${LASSO}  a ~ normal(0, 1)`;
  const withIntercept = (shift: number) => planOf(both, 10, 'a + x @ beta', shift);
  expect(withIntercept(0)).toEqual(['a gibbs', 'sigma gibbs', 'beta componentwise', 'b slice']);
  expect(withIntercept(1000)).toContain('beta, b, sigma nuts');
});
