import { expect, it } from 'vitest';
import { compileText } from '../4-condition/program.js';

const planOf = (rows: number, model: string) => {
  const x = Array.from({ length: rows }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
  const y = x.map((_, i) => i % 2);
  const { plan } = compileText(`data { x: real[n, d]  y: bool[n] }  ${model}`, { x, y });
  return plan.blocks.map(({ name, sampler }) => `${name} ${sampler}`);
};

const LOGISTIC = `a ~ normal(0, 1)  beta[d] ~ normal(0, 1)
  observe y ~ bernoulli(logits = a + x @ beta)`;

it('a regression on many rows moves about the normal that its posterior nearly is', () => {
  expect(planOf(30, LOGISTIC)).toEqual(['a, beta split_hmc']);
});

it('one on few rows does not', () => {
  expect(planOf(29, LOGISTIC)).toEqual(['a, beta nuts or hmc']);
});

it('nor do unknowns that are multiplied with each other', () => {
  const product = `a ~ normal(0, 1)  beta[d] ~ normal(0, 1)
    observe y ~ bernoulli(logits = a * (x @ beta))`;
  expect(planOf(100, product)).toEqual(['a, beta nuts or hmc']);
});
