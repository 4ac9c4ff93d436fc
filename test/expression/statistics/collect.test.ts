import { describe, expect, it } from 'vitest';
import {
  abs,
  add,
  algebra,
  broadcast,
  collectStatistics,
  concat,
  constant,
  div,
  evaluate,
  exp,
  gather,
  input,
  lgamma,
  log,
  log1p,
  matmul,
  mul,
  neg,
  pow,
  print,
  reshape,
  select,
  sizeOf,
  slice,
  sqrt,
  square,
  stack,
  sub,
  sum,
  tanh,
  topological,
  type Node,
} from '../../../src/expression/index.js';
import { RandomStream } from '../../../src/base/random/stream.js';

const STATISTIC: Readonly<Record<string, (x: number) => number>> = {
  x: (x) => x,
  'x^2': (x) => x * x,
  'x^-1': (x) => 1 / x,
  'x^-2': (x) => 1 / (x * x),
  'x^0.5': Math.sqrt,
  'x^-0.5': (x) => 1 / Math.sqrt(x),
  'log(x)': Math.log,
  'abs(x)': Math.abs,
  'log(1-x)': (x) => Math.log1p(-x),
};

type Draw = (stream: RandomStream) => number;
const unit: Draw = (stream) => stream.uniform();
const real: Draw = (stream) => stream.normal();

/** Inputs of the terms at random positive values, the block at `draw`. */
function valuesOf(terms: readonly Node[], block: Node, draw: Draw, seed: number) {
  const stream = new RandomStream('statistics', seed);
  const values = new Map<string, Float64Array>();
  for (const node of topological([...terms, block])) {
    if (node.op !== 'input') continue;
    const from = node === block ? draw : unit;
    const size = sizeOf(node.shape);
    values.set(
      String(node.attributes.name),
      Float64Array.from({ length: size }, () => from(stream)),
    );
  }
  return values;
}

/** Asserts the statistics' names, and that the terms change exactly as sum coefficient * t does. */
function expectStatistics(
  terms: readonly Node[],
  block: Node,
  names: readonly string[],
  draw: Draw = unit,
) {
  const found = collectStatistics(terms, block);
  if (found.kind === 'refused') throw new Error(`refused: ${found.because}`);
  expect(found.statistics.map(({ statistic }) => statistic).sort()).toEqual([...names].sort());
  const total = terms.reduce(add);
  const coefficients = found.statistics.map(({ coefficient }) => coefficient);
  for (const { shape } of coefficients) expect(shape).toEqual(block.shape);
  const name = String(block.attributes.name);
  for (let seed = 0; seed < 5; seed++) {
    const values = valuesOf(terms, block, draw, seed);
    const natural = evaluate(coefficients, values);
    const at = (x: Float64Array) => {
      const density = evaluate([total], new Map(values).set(name, x))[0]![0]!;
      const sums = found.statistics.map(({ statistic }, k) =>
        x.reduce((s, xi, i) => s + natural[k]![i]! * STATISTIC[statistic]!(xi), 0),
      );
      return { density, linear: sums.reduce((a, b) => a + b, 0) };
    };
    const before = at(values.get(name)!);
    const stream = new RandomStream('moved', seed);
    const after = at(values.get(name)!.map(() => draw(stream)));
    const scale = Math.abs(before.linear) + Math.abs(after.linear) + 1;
    const difference = after.density - before.density - (after.linear - before.linear);
    expect(Math.abs(difference)).toBeLessThan(1e-11 * scale);
  }
}

function expectRefused(terms: readonly Node[], block: Node, because: RegExp) {
  const found = collectStatistics(terms, block);
  expect(found.kind).toBe('refused');
  if (found.kind === 'refused') expect(found.because).toMatch(because);
}

const normal = (x: Node, mean: Node, sd: Node) =>
  sub(mul(constant(-0.5), square(div(sub(x, mean), sd))), log(sd));
const exponential = (x: Node, mean: Node) => sub(neg(div(x, mean)), log(mean));
const data = (n: number, k = 0.7) =>
  constant(
    Float64Array.from({ length: n }, (_, i) => 1.5 + Math.sin(i * k)),
    [n],
  );
const index = (...at: number[]) => constant(Float64Array.from(at), [at.length]);

describe('conjugate forms', () => {
  const mu = input('mu', []);
  const tau = input('tau', []);
  const theta = input('theta', [8]);
  const y = data(8);

  it('a normal mean over a plate', () => {
    const prior = normal(mu, constant(0), constant(5));
    expectStatistics([sum(normal(theta, mu, tau)), prior], mu, ['x', 'x^2'], real);
    expectStatistics([sum(normal(theta, broadcast(mu, [8], []), tau))], mu, ['x', 'x^2'], real);
  });

  it('each element of a plate, given its own data', () => {
    const terms = [sum(normal(theta, mu, tau)), sum(normal(y, theta, data(8, 0.3)))];
    expectStatistics(terms, theta, ['x', 'x^2'], real);
  });

  it('a variance under sd = sqrt(var), with an inverse gamma prior', () => {
    const v = input('v', []);
    const prior = sub(mul(constant(-3), log(v)), div(constant(2), v));
    expectStatistics([sum(normal(theta, mu, sqrt(v))), prior], v, ['log(x)', 'x^-1']);
  });

  it('a variance that is multiplied by known scales', () => {
    const v = input('v', []);
    const scales = input('scales', [8]);
    expectStatistics([sum(normal(theta, mu, sqrt(mul(v, scales))))], v, ['log(x)', 'x^-1']);
  });

  it('the sd of a normal, the mean of an exponential, the scale of a Laplace', () => {
    expectStatistics([sum(normal(theta, mu, tau))], tau, ['log(x)', 'x^-2']);
    expectStatistics([sum(exponential(theta, mu))], mu, ['log(x)', 'x^-1']);
    const laplace = sub(neg(div(abs(theta), tau)), log(mul(constant(2), tau)));
    expectStatistics([sum(laplace)], tau, ['log(x)', 'x^-1']);
    expectStatistics([sum(laplace)], theta, ['abs(x)'], real);
  });

  it('the rate of a gamma, with a gamma prior', () => {
    const shape = input('shape', []);
    const gamma = sub(
      add(mul(shape, log(tau)), mul(sub(shape, constant(1)), log(theta))),
      add(mul(tau, theta), lgamma(shape)),
    );
    expectStatistics([sum(gamma)], tau, ['log(x)', 'x']);
    expectStatistics([sum(gamma)], theta, ['log(x)', 'x']);
  });

  it('a chance, with a beta prior', () => {
    const p = input('p', []);
    const outcomes = index(1, 0, 0, 1, 1);
    const terms = add(mul(outcomes, log(p)), mul(sub(constant(1), outcomes), log1p(neg(p))));
    const prior = add(log(p), mul(constant(3), log(sub(constant(1), p))));
    expectStatistics([sum(terms), prior], p, ['log(x)', 'log(1-x)']);
  });

  it('regression with county effects', () => {
    const county = index(0, 0, 1, 2, 2, 2, 1, 0);
    const alpha = input('alpha', [3]);
    const b = input('b', []);
    const sigma = input('sigma', []);
    const f = add(gather(alpha, county), mul(b, data(8, 0.2)));
    const likelihood = sum(normal(y, f, sigma));
    expectStatistics([likelihood, sum(normal(alpha, mu, tau))], alpha, ['x', 'x^2'], real);
    expectStatistics([likelihood], b, ['x', 'x^2'], real);
    expectStatistics([likelihood], sigma, ['log(x)', 'x^-2']);
  });
});

describe('coefficients', () => {
  const texts = (terms: readonly Node[], block: Node) => {
    const found = collectStatistics(terms, block);
    if (found.kind === 'refused') throw new Error(found.because);
    return found.statistics.map(
      ({ statistic, coefficient }) => `${statistic}: ${print(coefficient)}`,
    );
  };

  it('read as a person would write them', () => {
    const [mu, tau, v, alpha] = [
      input('mu', []),
      input('tau', []),
      input('v', []),
      input('alpha', [3]),
    ];
    const theta = input('theta', [8]);
    const county = constant(Float64Array.of(0, 0, 1, 2, 2, 2, 1, 0), [8], 'county');
    const y = constant(new Float64Array(8), [8], 'y');
    const prior = normal(mu, constant(0), constant(5));
    expect(texts([sum(normal(theta, mu, tau)), prior], mu)).toEqual([
      'x: sum(theta) / tau^2',
      'x^2: -4 / tau^2 - 0.02',
    ]);
    expect(texts([sum(normal(theta, mu, sqrt(v)))], v)).toEqual([
      'x^-1: -0.5 * sum((theta - mu)^2)',
      'log(x): -4',
    ]);
    expect(texts([sum(normal(y, gather(alpha, county), tau))], alpha)).toEqual([
      'x: sum(y, by county) / tau^2',
      'x^2: -0.5 * sum(1, by county) / tau^2',
    ]);
  });

  it('that cancel are left out', () => {
    const b = input('b', []);
    expect(texts([square(b), neg(square(b)), b], b)).toEqual(['x: 1']);
  });
});

describe('through structure', () => {
  const w = input('w', [6]);
  const normalised = (x: Node, sd: Node) => sum(square(div(x, sd)));

  it('slices, reshapes, stacks and broadcasts', () => {
    expectStatistics([normalised(slice(w, 0, 1, 4), data(3))], w, ['x^2'], real);
    const square2 = reshape(w, [2, 3]);
    expectStatistics([sum(square(sub(square2, reshape(data(6), [2, 3]))))], w, ['x', 'x^2'], real);
    const a = input('a', []);
    const b = input('b', []);
    const stacked = stack([a, b, constant(2)]);
    expectStatistics([sum(square(sub(data(3), stacked)))], a, ['x', 'x^2'], real);
    expectStatistics([sum(log(add(square(b), concat([data(2)], 0))))], a, []);
    const rows = broadcast(w, [4, 6], [1]);
    expectStatistics([sum(div(constant(1), rows)), sum(log(rows))], w, ['x^-1', 'log(x)']);
    expectStatistics([sum(algebra.transpose(square2))], w, ['x'], real);
  });

  it('a choice by data, and a matrix product that stays linear', () => {
    const choice = select(index(1, 0, 1, 0, 0, 1), square(w), mul(constant(3), w));
    expectStatistics([sum(choice)], w, ['x', 'x^2'], real);
    const x = constant(data(12).attributes.value as Float64Array, [2, 6]);
    expectStatistics([sum(mul(data(2), matmul(x, w)))], w, ['x'], real);
  });

  it('squares of fractional powers, and reciprocals of products', () => {
    expectStatistics([sum(square(mul(data(6), sqrt(w))))], w, ['x']);
    expectStatistics([sum(div(pow(w, constant(0.5)), w)), sum(sqrt(w))], w, ['x^-0.5', 'x^0.5']);
  });
});

describe('refusals', () => {
  const w = input('w', [4]);

  it('names the operation', () => {
    expectRefused([sum(tanh(w))], w, /^w goes through tanh$/);
    expectRefused([sum(exp(mul(data(4), w)))], w, /^w goes through exp$/);
    expectRefused([sum(log(add(w, data(4))))], w, /^the logarithm of a sum that w is part of$/);
    expectRefused([sum(pow(w, data(4)))], w, /power that is not a constant/);
    expectRefused(
      [sum(select(algebra.lessThan(w, data(4)), w, data(4)))],
      w,
      /condition|comparison/,
    );
    expectRefused([sum(mul(w, log(w)))], w, /^w is multiplied by log\(w\)$/);
  });

  it('products of different elements', () => {
    const pair = mul(gather(w, index(0, 1)), gather(w, index(1, 2)));
    expectRefused([sum(pair)], w, /^different elements of w are multiplied/);
    expectRefused([square(sum(w))], w, /^a sum of elements of w is multiplied by w$/);
    const x = constant(data(8).attributes.value as Float64Array, [2, 4]);
    expectRefused([sum(square(matmul(x, w)))], w, /^a matrix product of elements of w/);
    expectRefused(
      [sum(square(sub(gather(w, index(0, 1)), gather(w, index(2, 3)))))],
      w,
      /different/,
    );
  });

  it('an even root of an unknown sign, unless the block is positive', () => {
    const term = sum(mul(data(4), sqrt(square(w))));
    const found = collectStatistics([term], w);
    expect(found).toMatchObject({ statistics: [{ statistic: 'abs(x)' }] });
    expect(collectStatistics([term], w, { positive: true })).toMatchObject({
      statistics: [{ statistic: 'x' }],
    });
    expectRefused([sum(sqrt(sqrt(square(w))))], w, /may not be positive/);
  });
});
