import {
  abs,
  add,
  atan,
  constant,
  cos,
  digamma,
  erf,
  exp,
  expm1,
  floor,
  lgamma,
  log1p,
  logNormalCdf,
  maximum,
  mul,
  neg,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  square,
  sub,
  tanh,
  type Node,
} from '../../expression/index.js';
import { elementwise, type LanguageFunction } from '../function.js';
import { logComplementOf, logitsOf, logOf } from '../log-of.js';
import { isWithin, type SupportKind } from '../support.js';

const HALF = constant(0.5);

function standardNormalCdf(x: Node): Node {
  return mul(HALF, add(constant(1), erf(mul(x, constant(Math.SQRT1_2)))));
}

/** Functions that map positive numbers to positive numbers. */
function keepsPositive(x: SupportKind): SupportKind {
  return isWithin(x, 'positive') ? 'positive' : 'real';
}

function squared(x: SupportKind): SupportKind {
  return x === 'unit' || x === 'bool' || x === 'count' ? x : 'positive';
}

function whole(x: SupportKind): SupportKind {
  if (x === 'unit') return 'bool';
  return isWithin(x, 'positive') || isWithin(x, 'count') ? 'count' : 'real';
}

export const elementwiseFunctions: readonly LanguageFunction[] = [
  elementwise('exp', exp, 'e to the power x', 'positive'),
  elementwise('log', logOf, 'natural logarithm'),
  elementwise('log1p', log1p, 'log(1 + x), exact for small x', keepsPositive),
  elementwise('expm1', expm1, 'exp(x) - 1, exact for small x', keepsPositive),
  elementwise('sqrt', sqrt, 'square root', (x) => (x === 'unit' ? 'unit' : 'positive')),
  elementwise('square', square, 'x times x', squared),
  elementwise('abs', abs, 'absolute value', squared),
  elementwise('sign', sign, '-1, 0 or 1'),
  elementwise('tanh', tanh, 'hyperbolic tangent', (x) =>
    isWithin(x, 'positive') ? 'unit' : 'real',
  ),
  elementwise('sigmoid', sigmoid, '1 / (1 + exp(-x)), the same as inv_logit', 'unit'),
  elementwise('inv_logit', sigmoid, '1 / (1 + exp(-x)), the inverse of logit', 'unit'),
  elementwise(
    'logit',
    (p) => logitsOf(p) ?? sub(logOf(p), logComplementOf(p)),
    'log(p / (1 - p)), the inverse of inv_logit',
  ),
  elementwise('softplus', softplus, 'log(1 + exp(x))', 'positive'),
  elementwise('relu', (x) => maximum(x, constant(0)), 'x where positive, else 0', 'positive'),
  elementwise('sin', sin, 'sine'),
  elementwise('cos', cos, 'cosine'),
  elementwise('erf', erf, 'error function', (x) => (isWithin(x, 'positive') ? 'unit' : 'real')),
  elementwise('Phi', standardNormalCdf, 'standard normal distribution function', 'unit'),
  elementwise('log_Phi', logNormalCdf, 'log of Phi, exact in both tails'),
  elementwise('atan', atan, 'inverse tangent', keepsPositive),
  elementwise('lgamma', lgamma, 'log of the absolute value of the gamma function'),
  elementwise('digamma', digamma, 'derivative of lgamma'),
  elementwise('floor', floor, 'largest integer not above x', whole),
  elementwise(
    'ceil',
    (x) => neg(floor(neg(x))),
    'smallest integer not below x',
    (x) => (x === 'unit' ? 'bool' : whole(x)),
  ),
];
