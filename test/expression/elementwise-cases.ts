import * as k from '../../src/expression/index.js';
import type { Node, Shape } from '../../src/expression/index.js';
import { each, index, type Case, type Values } from './case.js';

function unary(
  op: string,
  build: (x: Node) => Node,
  f: (x: number) => number,
  range?: readonly [number, number],
  differentiable?: false,
): Case {
  return {
    op,
    shapes: [[2, 3]],
    build: ([x]) => build(x!),
    expected: ([x]) => [...x!].map(f),
    ...(range && { range }),
    ...(differentiable === false && { differentiable }),
  };
}

function binary(
  op: string,
  build: (a: Node, b: Node) => Node,
  f: (a: number, b: number) => number,
  range?: readonly [number, number],
  differentiable?: false,
): Case[] {
  const more = { ...(range && { range }), ...(differentiable === false && { differentiable }) };
  const make = ([a, b]: readonly Node[]) => build(a!, b!);
  const at = (values: Float64Array, i: number) => values[values.length === 1 ? 0 : i]!;
  const expected = ([a, b]: Values) =>
    each(Math.max(a!.length, b!.length), (i) => f(at(a!, i), at(b!, i)));
  const shapes: Shape[][] = [
    [
      [3, 2],
      [3, 2],
    ],
    [[], [4]],
    [[4], []],
    [[], []],
  ];
  return shapes.map((pair) => ({ op, shapes: pair, build: make, expected, ...more }));
}

const positive = [0.2, 3] as const;
/** log gamma, by Stirling's series stepped down from x + 20. */
const gammaByProduct = (x: number) => {
  let shift = 0;
  for (let i = 0; i < 20; i++) shift += Math.log(x + i);
  const z = x + 20;
  const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5);
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
};
const derivative = (f: (x: number) => number) => (x: number) =>
  (f(x - 2e-3) - 8 * f(x - 1e-3) + 8 * f(x + 1e-3) - f(x + 2e-3)) / 12e-3;
const erfBySeries = (x: number) => {
  let term = x;
  let sum = x;
  for (let n = 1; n < 80; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
};

const normalCdf = (x: number) => 0.5 + 0.5 * erfBySeries(x / Math.SQRT2);
/** I_n(x) / (x / 2)^n. */
const besselBySeries = (order: number) => (x: number) => {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 60; k++) sum += term *= (x * x) / (4 * k * (k + order));
  return sum;
};

export const ELEMENTWISE_CASES: readonly Case[] = [
  ...binary('add', k.add, (a, b) => a + b),
  ...binary('sub', k.sub, (a, b) => a - b),
  ...binary('mul', k.mul, (a, b) => a * b),
  ...binary('div', k.div, (a, b) => a / b, positive),
  ...binary('pow', k.pow, (a, b) => a ** b, positive),
  ...binary('maximum', k.maximum, (a, b) => (a > b ? a : b)),
  ...binary('minimum', k.minimum, (a, b) => (a < b ? a : b)),
  ...binary('lessThan', k.lessThan, (a, b) => (a < b ? 1 : 0), undefined, false),
  ...binary('lessEqual', k.lessEqual, (a, b) => (a > b ? 0 : 1), undefined, false),
  ...binary('equal', k.equal, (a, b) => (a === b ? 1 : 0), undefined, false),
  unary('neg', k.neg, (x) => 0 - x),
  unary('exp', k.exp, (x) => Math.E ** x),
  unary('log', k.log, (x) => Math.log2(x) * Math.LN2, positive),
  unary('log1p', k.log1p, (x) => Math.log(1 + x), positive),
  unary('expm1', k.expm1, (x) => Math.exp(x) - 1),
  unary('sqrt', k.sqrt, (x) => x ** 0.5, positive),
  unary('square', k.square, (x) => x ** 2),
  unary('abs', k.abs, (x) => (x < 0 ? -x : x)),
  unary('sign', k.sign, (x) => (x < 0 ? -1 : 1), undefined, false),
  unary('tanh', k.tanh, (x) => (Math.exp(2 * x) - 1) / (Math.exp(2 * x) + 1)),
  unary('sigmoid', k.sigmoid, (x) => 1 / (1 + Math.exp(-x))),
  unary('softplus', k.softplus, (x) => Math.log(1 + Math.exp(x))),
  unary('sin', k.sin, (x) => -Math.cos(x + Math.PI / 2)),
  unary('cos', k.cos, (x) => Math.sin(x + Math.PI / 2)),
  unary('erf', k.erf, erfBySeries),
  unary('atan', k.atan, (x) => Math.asin(x / Math.hypot(1, x))),
  unary('logNormalCdf', k.logNormalCdf, (x) => Math.log(normalCdf(x))),
  unary(
    'inverseMills',
    k.inverseMills,
    (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI) / normalCdf(x),
  ),
  unary('logBesselI0', k.logBesselI0, (x) => Math.log(besselBySeries(0)(x))),
  unary(
    'besselRatio',
    k.besselRatio,
    (x) => ((x / 2) * besselBySeries(1)(x)) / besselBySeries(0)(x),
  ),
  unary('lgamma', k.lgamma, gammaByProduct, positive),
  unary('digamma', k.digamma, derivative(gammaByProduct), positive),
  unary('trigamma', k.trigamma, derivative(derivative(gammaByProduct)), positive, false),
  unary('floor', k.floor, (x) => x - (((x % 1) + 1) % 1), undefined, false),
  {
    op: 'select',
    shapes: [[4], [4]],
    build: ([a, b]) => k.select(index([4], 1, 0, 0, 2), a!, b!),
    expected: ([a, b]) => [a![0]!, b![1]!, b![2]!, a![3]!],
  },
];
