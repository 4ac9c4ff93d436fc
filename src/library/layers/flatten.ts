import { reshape } from '../../expression/index.js';
import { productDimension, shapeText } from '../dimension.js';
import type { Layer } from './layer.js';

export const flatten: Layer = {
  name: 'flatten',
  doc: 'All elements of a row side by side, channels fastest: what dense takes after images.',
  inputs: [1, 1],
  arguments: [],
  slots: [],
  output: ([x]) =>
    x!.length < 2
      ? `flatten takes rows of more than one axis, and was given ${shapeText(x!)}`
      : [x![0]!, productDimension(x!.slice(1))],
  build: ([x]) => {
    const rows = x!.shape[0]!;
    return reshape(x!, [rows, x!.shape.slice(1).reduce((size, axis) => size * axis, 1)]);
  },
};
