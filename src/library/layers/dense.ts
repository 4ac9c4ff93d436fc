import { add, broadcast, matmul, reshape } from '../../expression/index.js';
import { shapeText } from '../dimension.js';
import type { Layer } from './layer.js';

export const dense: Layer = {
  name: 'dense',
  doc: 'Every unit is an affine function of all inputs: x @ weight + bias.',
  inputs: [1, 1],
  arguments: ['units'],
  output: ([x], [units]) => {
    if (x!.length === 1) return [x![0]!, units!];
    if (x!.length === 2) return [x![0]!, units!];
    return `dense takes rows of features, [n, d], and was given ${shapeText(x!)}; flatten it first`;
  },
  slots: ([x], [units]) => {
    const fanIn = x!.length === 2 ? x![1]! : ({ kind: 'fixed', size: 1 } as const);
    return [
      { name: 'weight', dimensions: [fanIn, units!], fanIn, fanOut: units!, required: true },
      { name: 'bias', dimensions: [units!], fanIn, fanOut: units!, required: false },
    ];
  },
  build: ([x], parameters) => {
    const rows = x!.shape.length === 1 ? reshape(x!, [x!.shape[0]!, 1]) : x!;
    const product = matmul(rows, parameters.get('weight')!);
    const bias = parameters.get('bias');
    return bias === undefined ? product : add(product, broadcast(bias, product.shape, [1]));
  },
};
