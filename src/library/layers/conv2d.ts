import { add, broadcast, convolve } from '../../expression/index.js';
import { productDimension, type Dimension } from '../dimension.js';
import { givenPadding, givenPair, givenSize, type LayerArguments } from './arguments.js';
import { notImages, padded, places } from './images.js';
import type { Layer, SlotShape } from './layer.js';

function fans([, , , channels]: readonly Dimension[], given: LayerArguments) {
  const [high, wide] = givenPair(given, 'kernel');
  const area: Dimension = { kind: 'fixed', size: high * wide };
  const filters = givenSize(given, 'filters');
  return {
    fanIn: productDimension([area, channels!]),
    fanOut: productDimension([area, filters]),
  };
}

function kernelShape(x: readonly Dimension[], given: LayerArguments): SlotShape {
  const kernel = givenPair(given, 'kernel').map((size): Dimension => ({ kind: 'fixed', size }));
  const dimensions = [...kernel, x[3]!, givenSize(given, 'filters')];
  return { dimensions, ...fans(x, given) };
}

export const conv2d: Layer = {
  name: 'conv2d',
  doc: 'Every filter is an affine function of a window of the images, the same at each place of it.',
  inputs: [1, 1],
  arguments: [
    { name: 'filters', kind: 'size', doc: 'channels of the result' },
    { name: 'kernel', kind: 'pair', doc: 'height and width of the window' },
    { name: 'stride', kind: 'pair', doc: 'from one place to the next', otherwise: '1' },
    {
      name: 'padding',
      kind: 'padding',
      doc: 'zeros around the images: valid (none), same, or a number',
      otherwise: 'valid',
    },
  ],
  slots: [
    { name: 'weight', required: true, shape: kernelShape },
    {
      name: 'bias',
      required: false,
      shape: (x, given) => ({ dimensions: [givenSize(given, 'filters')], ...fans(x, given) }),
    },
  ],
  output([x], given) {
    const wrong = notImages('conv2d', x!);
    if (wrong !== undefined) return wrong;
    const stride = givenPair(given, 'stride', [1, 1]);
    const found = places('conv2d', x!, givenPair(given, 'kernel'), stride, givenPadding(given));
    return typeof found === 'string' ? found : [x![0]!, ...found, givenSize(given, 'filters')];
  },
  build([x], parameters, given) {
    const stride = givenPair(given, 'stride', [1, 1]);
    const images = padded(x!, givenPair(given, 'kernel'), stride, givenPadding(given));
    const sums = convolve(images, parameters.get('weight')!, stride);
    const bias = parameters.get('bias');
    return bias === undefined ? sums : add(sums, broadcast(bias, sums.shape, [3]));
  },
};
