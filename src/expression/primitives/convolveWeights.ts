import { mismatch } from '../mismatch.js';
import { call } from '../notation.js';
import type { Node } from '../node.js';
import type { TensorPrimitive } from '../primitive.js';
import { eachTerm, fits, pairOf, placesOf, type Pair } from '../windows.js';

/** Adjoint of convolve in its weights: images [n, h, w, c], g [n, places.., o] -> [window.., c, o] */
export const convolveWeights: TensorPrimitive = {
  name: 'convolveWeights',
  kind: 'tensor',
  shape([x, g], attributes) {
    const [window, stride] = [pairOf(attributes, 'window'), pairOf(attributes, 'stride')];
    const matches = [0, 1].every(
      (axis) => g!.shape[axis + 1] === placesOf(x!.shape[axis + 1]!, window[axis]!, stride[axis]!),
    );
    if (!fits(x!, window, stride) || !matches || g!.shape[0] !== x!.shape[0]) {
      throw mismatch('convolveWeights', [x!, g!], `not of a window of ${window.join(' x ')}`);
    }
    return [...window, x!.shape[3]!, g!.shape[3]!];
  },
  evaluate(node, [x, g], out) {
    const [image, adjoint] = node.inputs.map(({ shape }) => shape) as [number[], number[]];
    const filters = node.shape[3]!;
    out.fill(0);
    eachTerm(
      {
        rows: image[0]!,
        image: image.slice(1),
        window: pairOf(node.attributes, 'window'),
        stride: pairOf(node.attributes, 'stride'),
        channels: image[3]!,
        places: adjoint.slice(1, 3) as unknown as Pair,
        filters,
      },
      (from, to, at) => {
        const factor = x![from]!;
        for (let o = 0; o < filters; o++) out[to + o]! += factor * g![at + o]!;
      },
    );
  },
  vjp(h, node, k) {
    const [x, g] = node.inputs as [Node, Node];
    const stride = pairOf(node.attributes, 'stride');
    const size = x.shape.slice(1, 3) as unknown as Pair;
    return [k.convolveInput(g, h, stride, size), k.convolve(x, h, stride)];
  },
  print: ([x, g]) => call('convolve', `${x!.text}'`, g!.text),
};
