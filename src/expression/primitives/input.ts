import { InvariantError } from '../../base/diagnostic.js';
import { atom } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';

/** A value given at run time, by name. */
export const input: TensorPrimitive = {
  name: 'input',
  kind: 'tensor',
  shape: (_, { shape }) => shape as readonly number[],
  evaluate(node) {
    throw new InvariantError(`input ${String(node.attributes.name)} has no value`);
  },
  print: (_, node) => atom(String(node.attributes.name)),
};
