import { add, broadcast, matmul, reshape } from '../../expression/index.js';
import { shapeText, type Dimension } from '../dimension.js';
import { givenSize, type LayerArguments } from './arguments.js';
import type { Layer } from './layer.js';

function fans(x: readonly Dimension[], given: LayerArguments) {
  const fanIn: Dimension = x.length === 2 ? x[1]! : { kind: 'fixed', size: 1 };
  return { fanIn, fanOut: givenSize(given, 'units') };
}

export const dense: Layer = {
  name: 'dense',
  doc: 'Every unit is an affine function of all inputs: x @ weight + bias.',
  inputs: [1, 1],
  arguments: [{ name: 'units', kind: 'size', doc: 'number of units' }],
  slots: [
    {
      name: 'weight',
      required: true,
      shape(x, given) {
        const { fanIn, fanOut } = fans(x, given);
        return { dimensions: [fanIn, fanOut], fanIn, fanOut };
      },
    },
    {
      name: 'bias',
      required: false,
      shape: (x, given) => ({ dimensions: [givenSize(given, 'units')], ...fans(x, given) }),
    },
  ],
  output: ([x], given) =>
    x!.length === 1 || x!.length === 2
      ? [x![0]!, givenSize(given, 'units')]
      : `dense takes rows of features, [n, d], and was given ${shapeText(x!)}; flatten it first`,
  build: ([x], parameters) => {
    const rows = x!.shape.length === 1 ? reshape(x!, [x!.shape[0]!, 1]) : x!;
    const product = matmul(rows, parameters.get('weight')!);
    const bias = parameters.get('bias');
    return bias === undefined ? product : add(product, broadcast(bias, product.shape, [1]));
  },
};
