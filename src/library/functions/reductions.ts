import {
  constant,
  div,
  equal,
  logSumExp,
  maxReduce,
  neg,
  reshape,
  sizeOf,
  sqrt,
  square,
  sub,
  sum,
  type Node,
} from '../../expression/index.js';
import { reduction, type LanguageFunction } from '../function.js';
import { isDiscrete, isWithin, type SupportKind } from '../support.js';

function flattened(x: Node): Node {
  return reshape(x, [sizeOf(x.shape)]);
}

function mean(x: Node): Node {
  return div(sum(x), constant(sizeOf(x.shape)));
}

function sampleDeviation(x: Node): Node {
  const squares = sum(square(sub(x, mean(x))));
  return sqrt(div(squares, constant(sizeOf(x.shape) - 1)));
}

function nonzero(x: Node): Node {
  return sub(constant(sizeOf(x.shape)), sum(equal(x, constant(0))));
}

function summed(x: SupportKind): SupportKind {
  if (isDiscrete(x)) return 'count';
  return isWithin(x, 'positive') ? 'positive' : 'real';
}

function averaged(x: SupportKind): SupportKind {
  if (isWithin(x, 'unit')) return 'unit';
  return isWithin(x, 'positive') ? 'positive' : 'real';
}

function same(x: SupportKind): SupportKind {
  return x === 'interval' ? 'real' : x;
}

export const reductionFunctions: readonly LanguageFunction[] = [
  reduction('sum', (x) => sum(x), 'sum of all elements', summed),
  reduction('mean', mean, 'mean of all elements', averaged),
  reduction('sd', sampleDeviation, 'standard deviation, divided by n - 1', 'positive'),
  reduction('count', nonzero, 'number of elements that are not 0', 'count'),
  reduction('max', (x) => maxReduce(flattened(x)), 'largest element', same),
  reduction('min', (x) => neg(maxReduce(neg(flattened(x)))), 'smallest element', same),
  reduction('log_sum_exp', (x) => logSumExp(flattened(x)), 'log of the sum of exp(x)'),
];
