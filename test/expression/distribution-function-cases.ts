import * as k from '../../src/expression/index.js';
import type { Node, Shape } from '../../src/expression/index.js';
import { lgamma } from '../../src/base/numeric/special.js';
import { each, type Case } from './case.js';

/** Simpson's rule. */
function integral(f: (t: number) => number, lower: number, upper: number, parts = 4000): number {
  const h = (upper - lower) / parts;
  let sum = f(lower) + f(upper);
  for (let i = 1; i < parts; i++) sum += (i % 2 === 0 ? 2 : 4) * f(lower + i * h);
  return (sum * h) / 3;
}
const derivative = (f: (x: number) => number, x: number) =>
  (f(x - 4e-3) - 8 * f(x - 2e-3) + 8 * f(x + 2e-3) - f(x + 4e-3)) / 24e-3;

/** By t = u^4, after which the integrand is smooth at 0. */
const gammaP = (a: number, x: number) =>
  integral((u) => 4 * u ** (4 * a - 1) * Math.exp(-(u ** 4)), 0, x ** 0.25) / Math.exp(lgamma(a));
const gammaQ = (a: number, x: number) =>
  integral((t) => t ** (a - 1) * Math.exp(-t), x, x + 45, 20_000) / Math.exp(lgamma(a));
/** By the logit of the variable. */
const betaI = (a: number, b: number, logit: number) => {
  const f = (l: number) => (1 + Math.exp(-l)) ** -a * (1 + Math.exp(l)) ** -b;
  return integral(f, -45, logit) * Math.exp(lgamma(a + b) - lgamma(a) - lgamma(b));
};
const studentCdf = (t: number, nu: number) => {
  const level = Math.exp(lgamma((nu + 1) / 2) - lgamma(nu / 2)) / Math.sqrt(nu * Math.PI);
  return 0.5 + level * integral((s) => (1 + (s * s) / nu) ** (-(nu + 1) / 2), 0, t);
};
const normalCdf = (x: number) =>
  0.5 + integral((t) => Math.exp((-t * t) / 2), 0, x, 60) / Math.sqrt(2 * Math.PI);
const skewNormalCdf = (z: number, shape: number) =>
  integral((t) => Math.exp((-t * t) / 2) * normalCdf(shape * t), -12, z, 1000) *
  Math.sqrt(2 / Math.PI);
const vonMises = (kappa: number) => (t: number) => Math.exp(kappa * Math.cos(t));
const vonMisesMass = (from: number, to: number, kappa: number) =>
  integral(vonMises(kappa), from, to) / integral(vonMises(kappa), -Math.PI, Math.PI);

type Function = (a: number, b: number, c: number) => number;

function of(
  arity: 2 | 3,
  op: string,
  build: (a: Node, b: Node, c: Node) => Node,
  f: Function,
  more: Partial<Case> = {},
): Case[] {
  const list = (first: Shape, rest: Shape) =>
    Array.from({ length: arity }, (_, i) => (i === 0 ? first : rest));
  const shapes = [list([2, 2], [2, 2]), list([], [3])];
  return shapes.map((own) => ({
    ...{ op, shapes: own, range: [0.8, 3] as const },
    build: ([a, b, c]) => build(a!, b!, c!),
    expected: (values) => {
      const at = (v: Float64Array | undefined, i: number) => v?.[v.length === 1 ? 0 : i] ?? 0;
      const [a, b, c] = values;
      return each(values[1]!.length, (i) => f(at(a, i), at(b, i), at(c, i)));
    },
    ...more,
  }));
}

const slope = { differentiable: false, tolerance: 1e-6 } as const;

export const DISTRIBUTION_FUNCTION_CASES: readonly Case[] = [
  ...of(2, 'logGammaP', k.logGammaP, (a, x) => Math.log(gammaP(a, x))),
  ...of(2, 'logGammaQ', k.logGammaQ, (a, x) => Math.log(gammaQ(a, x))),
  ...of(
    2,
    'logGammaPSlope',
    k.algebra.logGammaPSlope,
    (a, x) => derivative((v) => Math.log(gammaP(v, x)), a),
    slope,
  ),
  ...of(
    2,
    'logGammaQSlope',
    k.algebra.logGammaQSlope,
    (a, x) => derivative((v) => Math.log(gammaQ(v, x)), a),
    slope,
  ),
  ...of(3, 'logBetaI', k.logBetaI, (a, b, l) => Math.log(betaI(a, b, l))),
  ...of(
    3,
    'logBetaISlopeA',
    k.algebra.logBetaISlopeA,
    (a, b, l) => derivative((v) => Math.log(betaI(v, b, l)), a),
    slope,
  ),
  ...of(
    3,
    'logBetaISlopeB',
    k.algebra.logBetaISlopeB,
    (a, b, l) => derivative((v) => Math.log(betaI(a, v, l)), b),
    slope,
  ),
  ...of(
    2,
    'logStudentCdf',
    (t, nu) => k.logStudentCdf(k.sub(t, k.constant(2)), nu),
    (t, nu) => Math.log(studentCdf(t - 2, nu)),
  ),
  ...of(
    2,
    'logStudentCdfSlope',
    k.algebra.logStudentCdfSlope,
    (t, nu) => derivative((v) => Math.log(studentCdf(t, v)), nu),
    slope,
  ),
  ...of(
    2,
    'logSkewNormalCdf',
    k.logSkewNormalCdf,
    (z, shape) => Math.log(skewNormalCdf(z, shape)),
    {
      range: [-1.5, 1.5],
    },
  ),
  ...of(
    3,
    'logVonMisesMass',
    (from, width, kappa) => k.logVonMisesMass(k.neg(from), k.sub(width, from), kappa),
    (from, width, kappa) => Math.log(vonMisesMass(-from, width - from, kappa)),
  ),
  ...of(
    3,
    'logVonMisesMassSlope',
    (from, to, kappa) => k.algebra.logVonMisesMassSlope(k.neg(from), to, kappa),
    (from, to, kappa) => derivative((v) => Math.log(vonMisesMass(-from, to, v)), kappa),
    slope,
  ),
];
