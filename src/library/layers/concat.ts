import { concat as joined } from '../../expression/index.js';
import { computedDimension, dimensionText, sameDimensions, shapeText } from '../dimension.js';
import type { Layer } from './layer.js';

export const concat: Layer = {
  name: 'concat',
  doc: 'Layers side by side along their last axis; the other axes agree.',
  inputs: [2, 8],
  arguments: [],
  slots: [],
  output(inputs) {
    const first = inputs[0]!;
    const outer = first.slice(0, -1);
    const other = inputs.find((shape) => !sameDimensions(shape.slice(0, -1), outer));
    if (other !== undefined || outer.length === 0) {
      return `concat needs layers that differ in their last axis alone, and was given ${shapeText(first)} and ${shapeText(other ?? inputs[1]!)}`;
    }
    const last = inputs.map((shape) => shape.at(-1)!);
    const total = computedDimension(last.map(dimensionText).join(' + '), last, (sizes) =>
      sizes.reduce((a, b) => a + b, 0),
    );
    return [...outer, total];
  },
  build: (inputs) => joined(inputs, inputs[0]!.shape.length - 1),
};
