import { expect, it } from 'vitest';
import { condition } from '../../../src/compiler/4-condition/index.js';
import { compileText, type Arrays } from './program.js';

function conditionalOf(name: string, text: string, data: Arrays = {}) {
  const { graph } = compileText(text, data);
  return condition(graph).find(({ variable }) => variable.name === name)!;
}

it.each([
  [
    'tau',
    'tau ~ half_cauchy(5)  x ~ normal(0, tau)',
    'in tau ~ half_cauchy, the logarithm of a sum that tau is part of',
  ],
  ['b', 'b ~ normal(0, 1)  x ~ normal(tanh(b), 1)', 'in x ~ normal, b goes through tanh'],
  ['top', 'top ~ gamma(2, 1)  x ~ uniform(0, top)', 'top bounds the values of x ~ uniform'],
  [
    'x',
    'x ~ truncated(normal(0, 1), lower = -1)  y ~ normal(0, exp(x))',
    'in y ~ normal, x goes through exp',
  ],
  [
    'x',
    'x ~ truncated(student_t(3, 0, 1), lower = 2)',
    'in x ~ truncated(student_t), the logarithm of a sum that x is part of',
  ],
  [
    's',
    's ~ inv_gamma(2, 1)  x ~ normal(0, s)',
    'no family is linear in log(s), s^-1 and s^-2: s has them from s ~ inv_gamma and x ~ normal',
  ],
  [
    'C',
    'C[2, 2] ~ wishart(5, diag(v))  v[2] ~ gamma(2, 1)  x[2] ~ multi_normal(0, C)',
    'no family is linear in C, logdet(C) and inverse(C): C has them from C ~ wishart and x ~ multi_normal',
  ],
  [
    'C',
    'C[2, 2] ~ inv_wishart(5, diag(v))  v[2] ~ gamma(2, 1)  x[2] ~ multi_normal(0, C + diag(v))',
    'in x ~ multi_normal, the inverse of a sum that C is part of',
  ],
  [
    'C',
    'C[2, 2] ~ inv_wishart(5, diag(v))  v[2] ~ gamma(2, 1)  x[2] ~ multi_normal(0, cholesky = cholesky(C))',
    'in x ~ multi_normal, C goes through cholesky',
  ],
])('%s has no closed form in %s', (name, text, because) => {
  const { form, refusals } = conditionalOf(name, text);
  expect(form.kind).toBe('smooth');
  expect(refusals[0]).toEqual({ form: 'closed form', because });
});

it('names the factor of several that breaks the form', () => {
  const { factors, refusals } = conditionalOf(
    'm',
    'data { y: count[n] z: real[n] }  m ~ normal(0, 1)  observe z ~ normal(m, 1)  observe y ~ poisson(exp(m))',
    { y: [1, 2], z: [0.1, 0.2] },
  );
  expect(factors.map(({ name }) => name)).toEqual([
    'm ~ normal',
    'observe z ~ normal',
    'observe y ~ poisson',
  ]);
  expect(refusals[0]!.because).toContain('in observe y ~ poisson');
});

const MIXTURE = `data { y: real[n] }  p ~ beta(1, 1)  m ~ normal(0, 1)
  z[n] ~ bernoulli(p)  observe y ~ normal(m + 2 * z, 1)`;
const SLAB = `data { y: real[n] }  z[n] ~ bernoulli(0.5)  observe y ~ normal(sum(z), 1)`;

it('a discrete unknown that enters element by element is split over its elements', () => {
  const { form } = conditionalOf('z', MIXTURE, { y: [0, 1, 2] });
  expect(form).toMatchObject({ kind: 'discrete', first: 0, counts: [2, 2, 2] });
  expect(form.kind === 'discrete' && form.elementwise?.shape).toEqual([3]);
});

it('a discrete unknown whose elements meet in a term is not split', () => {
  const { form } = conditionalOf('z', SLAB, { y: [0, 1, 2] });
  expect(form).toMatchObject({ kind: 'discrete', counts: [2, 2, 2] });
  expect(form).not.toHaveProperty('elementwise');
});

it('a bounded count has one value more than its bound', () => {
  const text = 'data { y: real[n] k: count[n] }  z[n] ~ binomial(k, 0.5)  observe y ~ normal(z, 1)';
  const { form } = conditionalOf('z', text, { y: [0, 1], k: [3, 5] });
  expect(form).toMatchObject({ kind: 'discrete', first: 0, counts: [4, 6] });
});
