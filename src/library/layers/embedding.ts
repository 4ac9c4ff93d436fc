import { gather } from '../../expression/index.js';
import { shapeText } from '../dimension.js';
import { givenSize } from './arguments.js';
import type { Layer } from './layer.js';

export const embedding: Layer = {
  name: 'embedding',
  doc: 'A learned vector for every level of an index column: row i gets that of its level.',
  inputs: [1, 1],
  indexed: true,
  arguments: [{ name: 'units', kind: 'size', doc: 'length of the vectors' }],
  slots: [
    {
      name: 'weight',
      required: true,
      shape(_, given) {
        const [levels, units] = [givenSize(given, 'levels'), givenSize(given, 'units')];
        // One weight, that of the level, feeds a unit.
        return { dimensions: [levels, units], fanIn: { kind: 'fixed', size: 1 }, fanOut: units };
      },
    },
  ],
  output: ([x], given) =>
    x!.length === 1
      ? [x![0]!, givenSize(given, 'units')]
      : `embedding takes one index a row, and was given ${shapeText(x!)}`,
  build: ([places], parameters) => gather(parameters.get('weight')!, places!),
};
