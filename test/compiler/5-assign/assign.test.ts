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
  it('is joint NUTS for locations that share a factor, Gibbs for their scale', () => {
    expect(samplers(LINE)).toEqual({ a: 'nuts', b: 'nuts', v: 'gibbs' });
  });
  it('is joint NUTS for locations beside a smooth unknown', () => {
    const text = `${SCHOOLS}  tau ~ half_cauchy(5)`;
    expect(samplers(text)).toEqual({ mu: 'nuts', theta: 'nuts', tau: 'nuts' });
  });
  it('keeps the reason that a closed form was not taken', () => {
    const { plan } = compileText(LINE, DATA);
    expect(plan.blocks.at(-1)!.refusals).toContainEqual({
      form: 'gibbs',
      because: 'a has a closed form, but alone it would creep along its correlation with b',
    });
  });
  it('is discrete for finitely many values', () => {
    const text = `data { y: real[n] }  z ~ bernoulli(0.5)  observe y ~ normal(z, 1)`;
    expect(samplers(text)).toEqual({ z: 'discrete' });
  });
});

describe('infer', () => {
  it('moves a closed form to NUTS, and its neighbouring location with it', () => {
    expect(samplers(`${MEAN}  infer { v using nuts }`)).toEqual({ m: 'nuts', v: 'nuts' });
  });
  it('keeps a location in Gibbs', () => {
    const text = `${LINE}  infer { a, b using gibbs }`;
    expect(samplers(text)).toEqual({ a: 'gibbs', b: 'gibbs', v: 'gibbs' });
  });
  it('is refused with the factor that breaks the closed form', () => {
    const [found, ...others] = codes(`${SCHOOLS}  tau ~ half_cauchy(5)  infer { tau using gibbs }`);
    expect(others).toEqual([]);
    expect(found).toEqual({
      code: 'BNN0403',
      what: 'tau cannot be sampled by gibbs',
      why: 'in tau ~ half_cauchy, the logarithm of a sum that tau is part of',
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
