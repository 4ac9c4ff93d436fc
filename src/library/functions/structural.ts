import { mul, sum } from '../../expression/index.js';
import { sameDimensions, shapeText } from '../dimension.js';
import type { LanguageFunction } from '../function.js';
import { softmax } from '../softmax.js';
import { isWithin } from '../support.js';

export const structuralFunctions: readonly LanguageFunction[] = [
  {
    name: 'softmax',
    doc: 'exp(x) over its sum along the last axis; the shape of x',
    arity: 1,
    kind: 'structural',
    dimensions: ([x]) => (x!.length > 0 ? x! : 'softmax takes an array, and was given a scalar'),
    build: ([x]) => softmax(x!),
    support: () => 'unit',
  },
  {
    name: 'dot',
    doc: 'sum of the products of two arrays of one shape; a scalar',
    arity: 2,
    kind: 'structural',
    dimensions: ([a, b]) =>
      sameDimensions(a!, b!)
        ? []
        : `dot takes two arrays of one shape, and was given ${shapeText(a!)} and ${shapeText(b!)}`,
    build: ([a, b]) => sum(mul(a!, b!)),
    support: ([a, b]) =>
      isWithin(a!, 'positive') && isWithin(b!, 'positive') ? 'positive' : 'real',
  },
];
