import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../../src/base/diagnostic.js';
import { blockLabel } from '../../../src/compiler/5-assign/label.js';
import { compileText, type Arrays } from '../4-condition/program.js';

const DATA = { y: [28, 8, -3], sigma: [15, 10, 16], x: [1, 2, 4] };

/** Sampler of each unknown. */
function samplers(text: string, data: Arrays = DATA): Record<string, string> {
  const { plan } = compileText(text, data);
  return Object.fromEntries(
    plan.blocks.flatMap((block) =>
      block.conditionals.map(({ variable }) => [variable.name, block.sampler]),
    ),
  );
}

function codes(text: string, data: Arrays = DATA) {
  try {
    compileText(text, data);
  } catch (error) {
    if (error instanceof DiagnosticError) {
      return error.diagnostics.map(({ code, what, why, instead }) => ({
        code,
        what,
        why,
        instead,
      }));
    }
    throw error;
  }
  return [];
}

const SCHOOLS = `data { y: real[J] sigma: positive[J] }
  mu ~ normal(0, 5)  theta[J] ~ normal(mu, tau)  observe y ~ normal(theta, sigma)`;
const LINE = `data { y: real[n] x: real[n] }  a ~ normal(0, 9)  b ~ normal(0, 9)  v ~ inv_gamma(1, 1)
  observe y ~ normal(a + b * x, var = v)`;
const MEAN = `data { y: real[n] }  m ~ normal(0, 9)  v ~ inv_gamma(1, 1)  observe y ~ normal(m, var = v)`;

describe('the sampler of each unknown', () => {
  it('is Gibbs where all is closed and locations do not meet', () => {
    expect(samplers(MEAN)).toEqual({ m: 'gibbs', v: 'gibbs' });
  });
  it('is one exact draw for locations that share a factor, Gibbs for their scale', () => {
    expect(samplers(LINE)).toEqual({ a: 'gibbs', b: 'gibbs', v: 'gibbs' });
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const { plan } = compileText(LINE, { x, y: x });
    expect(plan.blocks.map(({ name }) => name)).toEqual(['v', 'a, b']);
    expect(plan.blocks[1]!.conditional).toBe('multivariate normal, 2 dims: y is affine in a, b');
  });
  it('is a slice with the locations integrated out for one smooth number beside them', () => {
    const { plan } = compileText(`${SCHOOLS}  tau ~ half_cauchy(5)`, DATA);
    expect(plan.blocks.map(({ name, sampler }) => [name, sampler])).toEqual([
      ['tau', 'slice'],
      ['mu, theta', 'gibbs'],
    ]);
    expect(plan.blocks[0]!.because).toContain('with mu, theta integrated out');
  });
  it('is NUTS or HMC for several such numbers', () => {
    const text = `${SCHOOLS.replace('theta[J] ~ normal(mu, tau)', 'theta[J] ~ normal(mu, tau * s)')}`;
    const { plan } = compileText(`${text}  tau ~ half_cauchy(5)  s ~ half_cauchy(1)`, DATA);
    expect(plan.blocks[0]).toMatchObject({ name: 'tau, s', sampler: 'nuts or hmc' });
  });
  it('is both for a scale of the locations that has a closed form: it would creep alone', () => {
    const { plan } = compileText(`${SCHOOLS}  tau ~ half_normal(5)`, DATA);
    expect(plan.blocks.map(({ name, sampler }) => [name, sampler])).toEqual([
      ['tau', 'slice'],
      ['mu, theta', 'gibbs'],
      ['tau', 'gibbs'],
    ]);
  });
  it('is joint where no closed form is left, scales moving with standardised values too', () => {
    const text = `data { y: count[n] }  tau ~ half_cauchy(1)  a[n] ~ normal(0, tau)
      observe y ~ poisson(exp(a))`;
    const { plan } = compileText(text, { y: [1, 0, 3] });
    expect(plan.blocks.map(({ name, sampler }) => [name, sampler])).toEqual([
      ['tau, a', 'nuts'],
      ['tau, a', 'nuts'],
    ]);
    expect(plan.blocks[1]!.standardised!.map(({ variable }) => variable.name)).toEqual(['a']);
  });
  it('is exact draws in turn for locations that are multiplied', () => {
    const text = `data { y: real[n] x: real[n] }  a ~ normal(0, 1)  b ~ normal(0, 1)  c ~ normal(b, 2)
      observe y ~ normal(a * b * x + c, 1)`;
    expect(samplers(text)).toEqual({ a: 'gibbs', b: 'gibbs', c: 'gibbs' });
  });
  it('keeps the reason that a normal block was neither drawn nor integrated out', () => {
    const p = 150;
    const x = [1, 2, 3].map((i) => Array.from({ length: p }, (_, j) => Math.sin(i * j)));
    const text = `data { y: real[n] x: real[n, d] }  l[d] ~ half_student_t(3, 1)  w[d] ~ normal(0, l)
      observe y ~ normal(x @ w, 1)`;
    const { plan } = compileText(text, { y: [1, 2, 3], x });
    expect(plan.blocks[0]!.sampler).toBe('nuts');
    expect(plan.blocks[0]!.refusals).toContainEqual({
      form: 'gibbs',
      because: 'integrating it out of the density of l costs too much',
    });
    expect(samplers(`${text}  infer { w using gibbs }`, { y: [1, 2, 3], x })).toEqual({
      l: 'nuts or hmc',
      w: 'gibbs',
    });
  });
  it('is discrete for finitely many values', () => {
    const text = `data { y: real[n] }  z ~ bernoulli(0.5)  observe y ~ normal(z, 1)`;
    expect(samplers(text)).toEqual({ z: 'discrete' });
  });
});

describe('infer', () => {
  it('moves a closed form to NUTS, and integrates its neighbouring location out', () => {
    expect(samplers(`${MEAN}  infer { v using nuts }`)).toEqual({ m: 'gibbs', v: 'nuts' });
  });
  it('takes an unknown out of a normal block, whose others are still drawn exactly', () => {
    expect(samplers(`${LINE}  infer { a using nuts }`)).toMatchObject({ a: 'nuts', b: 'gibbs' });
  });
  it('keeps a location in Gibbs', () => {
    const text = `${LINE}  infer { a, b using gibbs }`;
    expect(samplers(text)).toEqual({ a: 'gibbs', b: 'gibbs', v: 'gibbs' });
  });
  it('is refused with the factor that breaks the closed form', () => {
    const [found, ...others] = codes(
      `${SCHOOLS}  tau ~ half_student_t(3, 5)  infer { tau using gibbs }`,
    );
    expect(others).toEqual([]);
    expect(found).toEqual({
      code: 'BNN0403',
      what: 'tau cannot be sampled by gibbs',
      why: 'in tau ~ half_student_t, the logarithm of a sum that tau is part of',
      instead: 'delete this line of infer, or change the factor it names',
    });
  });
  it('reports all that is wrong at once, with the name that was meant', () => {
    const found = codes(`${MEAN}  infer { m using nutz  v using gibbs  v using nuts }`);
    expect(found.map(({ code }) => code)).toEqual(['BNN0402', 'BNN0406']);
    expect(found[0]!.instead).toBe('did you mean nuts?');
  });
  it('cannot give a discrete unknown a gradient', () => {
    const text = `data { y: real[n] }  z ~ bernoulli(0.5)  observe y ~ normal(z, 1)`;
    expect(codes(`${text}  infer { z using nuts }`)[0]).toMatchObject({
      code: 'BNN0403',
      why: 'z is discrete, so there is no gradient',
    });
  });
});

it('an unknown with infinitely many values is refused', () => {
  const text = `data { y: real[n] }  k ~ poisson(3)  observe y ~ normal(k, 1)`;
  expect(codes(text)[0]).toMatchObject({
    code: 'BNN0401',
    what: 'k has no sampler: k has infinitely many values',
  });
});

it.each([
  [['mu', 'b'], ['mu', 'b', 'tau'], 'mu, b'],
  [['f.h.weight', 'f.h.bias', 's'], ['f.h.weight', 'f.h.bias', 's'], 'f.*, s'],
  [
    ['f.h.weight', 'f.h.bias', 'f.o.weight'],
    ['f.h.weight', 'f.h.bias', 'f.o.weight', 'f.o.weight.scale'],
    'f.h.*, f.o.weight',
  ],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], [], 'a, b, c, d, e, f, g'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], [], 'a, b, c, d, e, f and 2 more'],
])('%j of %j is called %s', (members, all, label) => {
  expect(blockLabel(members, all)).toBe(label);
});
