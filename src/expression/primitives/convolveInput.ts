import { mismatch } from '../mismatch.js';
import { call } from '../notation.js';
import type { Node } from '../node.js';
import type { TensorPrimitive } from '../primitive.js';
import { eachTerm, pairOf, placesOf, type Pair } from '../windows.js';

/** Adjoint of convolve in its images: g [n, places.., o], weights [kh, kw, c, o] -> [n, size.., c] */
export const convolveInput: TensorPrimitive = {
  name: 'convolveInput',
  kind: 'tensor',
  shape([g, weights], attributes) {
    const [size, stride] = [pairOf(attributes, 'size'), pairOf(attributes, 'stride')];
    const matches = [0, 1].every(
      (axis) =>
        g!.shape[axis + 1] === placesOf(size[axis]!, weights!.shape[axis] ?? 0, stride[axis]!),
    );
    if (!matches || g!.shape.length !== 4 || g!.shape[3] !== weights!.shape[3]) {
      throw mismatch('convolveInput', [g!, weights!], `not of images of ${size.join(' x ')}`);
    }
    return [g!.shape[0]!, ...size, weights!.shape[2]!];
  },
  evaluate(node, [g, weights], out) {
    const [adjoint, kernel] = node.inputs.map(({ shape }) => shape) as [number[], number[]];
    const filters = kernel[3]!;
    out.fill(0);
    eachTerm(
      {
        rows: adjoint[0]!,
        image: node.shape.slice(1),
        window: kernel.slice(0, 2) as unknown as Pair,
        stride: pairOf(node.attributes, 'stride'),
        channels: kernel[2]!,
        places: adjoint.slice(1, 3) as unknown as Pair,
        filters,
      },
      (to, at, from) => {
        let total = 0;
        for (let o = 0; o < filters; o++) total += g![from + o]! * weights![at + o]!;
        out[to]! += total;
      },
    );
  },
  vjp(h, node, k) {
    const [g, weights] = node.inputs as [Node, Node];
    const stride = pairOf(node.attributes, 'stride');
    const window = weights.shape.slice(0, 2) as unknown as Pair;
    return [k.convolve(h, weights, stride), k.convolveWeights(h, g, stride, window)];
  },
  print: ([g, weights]) => call('convolve', g!.text, `${weights!.text}'`),
};
