import { describe, expect, it } from 'vitest';
import { check } from '../../../src/compiler/compile.js';
import { CORPUS } from '../1-parse/corpus.js';

const LINTS = /^BNN028/;
const lintsOf = (text: string) =>
  check({ name: 'm.bnn', text }, undefined, { priors: [], bindings: [] })
    .diagnostics.map(({ code }) => code)
    .filter((code) => LINTS.test(code));

it.each(CORPUS)('is silent on $name', ({ text }) => {
  expect(lintsOf(text)).toEqual([]);
});

const net = (hidden: string, output = 'weight ~ normal(0, sd = 1)', units = 4) => `
data { x: real[n, d]  y: real[n] }
s ~ half_normal(1)
activation bent(x; a: positive, b: positive) = max(a * x, 0) - min(b * x, 0)
activation scaled(x; a: positive) = a * max(x, 0)
network f(x) {
  layer hidden = dense(x, ${String(units)}) { weight ~ normal(0, sd = s)  ${hidden} }
  layer output = dense(hidden, 1) { ${output} }
}
observe y ~ normal(f, sd = 1)`;

describe('fan-in', () => {
  it.each([
    [9, 'weight ~ normal(0, sd = 1)', []],
    [10, 'weight ~ normal(0, sd = 1)', ['BNN0283']],
    [50, 'weight ~ normal(0, var = 0.1)', []],
    [50, 'weight ~ normal(0, var = 0.2)', ['BNN0283']],
    [50, 'weight ~ normal(0, sd = 1 / sqrt(fan_in))', []],
    [50, 'weight ~ normal(0, sd = s)', []],
    [50, 'weight ~ laplace(0, 1)', ['BNN0283']],
  ])('%d inputs, %s', (units, weight, codes) => {
    expect(lintsOf(net('activation = tanh', weight, units))).toEqual(codes);
  });
});

describe('the scale of an activation', () => {
  it.each([
    ['scaled(a ~ half_normal(1))', ['BNN0284']],
    // Only both slopes together scale the whole.
    ['bent(a ~ half_normal(1), b ~ half_normal(1))', []],
    ['scaled(a = 2)', []],
    ['prelu', []],
  ])('%s', (activation, codes) => {
    expect(lintsOf(net(`activation = ${activation}`))).toEqual(codes);
  });
});

describe('dead units', () => {
  const deep = (bias: string, activation: string) => `
data { x: real[n, d]  y: real[n] }
network f(x) {
  layer a = dense(x, 4) { weight ~ normal(0, sd = 1)  activation = tanh }
  layer b = dense(a, 4) { weight ~ normal(0, sd = 0.5)  bias ~ ${bias}  activation = ${activation} }
  layer o = dense(b, 1) { weight ~ normal(0, sd = 1) }
}
observe y ~ normal(f, sd = 1)`;
  it.each([
    ['normal(-5, sd = 1)', 'relu', ['BNN0285']],
    ['normal(-1, sd = 1)', 'relu', []],
    ['normal(-5, sd = 1)', 'tanh', []],
  ])('%s before %s', (bias, activation, codes) => {
    expect(lintsOf(deep(bias, activation))).toEqual(codes);
  });
});

describe('what data inform', () => {
  it('follows priors of priors and what is computed', () => {
    const text = `data { y: real[n] }
a ~ flat()
b = a + 1
c ~ normal(b, sd = 1)
observe y ~ normal(c, sd = 1)`;
    expect(lintsOf(text)).toEqual([]);
  });

  it('tells a flat scale of a prior from that of a likelihood', () => {
    const likelihood = 'data { y: real[n] }\ns ~ flat_positive()\nobserve y ~ normal(0, sd = s)';
    expect(lintsOf(likelihood)).toEqual([]);
  });
});
