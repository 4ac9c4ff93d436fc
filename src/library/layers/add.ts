import { add as sum } from '../../expression/index.js';
import { sameDimensions, shapeText } from '../dimension.js';
import type { Layer } from './layer.js';

export const add: Layer = {
  name: 'add',
  doc: 'The sum of layers of one shape: a residual connection.',
  inputs: [2, 8],
  arguments: [],
  output: (inputs) => {
    const other = inputs.find((shape) => !sameDimensions(shape, inputs[0]!));
    return other === undefined
      ? inputs[0]!
      : `add needs layers of one shape, and was given ${shapeText(inputs[0]!)} and ${shapeText(other)}`;
  },
  slots: [],
  build: (inputs) => inputs.reduce((total, next) => sum(total, next)),
};
