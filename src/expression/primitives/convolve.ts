import { mismatch } from '../mismatch.js';
import { call } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';
import { eachTerm, fits, pairOf, placesOf, type Pair } from '../windows.js';

/** Images [n, h, w, c], weights [kh, kw, c, o], not turned over -> [n, places down, places across, o] */
export const convolve: TensorPrimitive = {
  name: 'convolve',
  kind: 'tensor',
  shape([x, weights], attributes) {
    const stride = pairOf(attributes, 'stride');
    const [high, wide, channels, filters] = weights!.shape as [number, number, number, number];
    if (weights!.shape.length !== 4 || !fits(x!, [high, wide], stride)) {
      throw mismatch('convolve', [x!, weights!], 'needs images and a kernel that has a place');
    }
    const [n, h, w, c] = x!.shape as [number, number, number, number];
    if (c !== channels) throw mismatch('convolve', [x!, weights!], 'channels differ');
    return [n, placesOf(h, high, stride[0]), placesOf(w, wide, stride[1]), filters];
  },
  evaluate(node, [x, weights], out) {
    const [image, kernel] = node.inputs.map(({ shape }) => shape) as [number[], number[]];
    const filters = node.shape[3]!;
    out.fill(0);
    eachTerm(
      {
        rows: image[0]!,
        image: image.slice(1),
        window: kernel.slice(0, 2) as unknown as Pair,
        stride: pairOf(node.attributes, 'stride'),
        channels: image[3]!,
        places: node.shape.slice(1, 3) as unknown as Pair,
        filters,
      },
      (from, at, to) => {
        const factor = x![from]!;
        for (let o = 0; o < filters; o++) out[to + o]! += factor * weights![at + o]!;
      },
    );
  },
  vjp(g, node, k) {
    const [x, weights] = node.inputs as [typeof g, typeof g];
    const stride = pairOf(node.attributes, 'stride');
    const size = x.shape.slice(1, 3) as unknown as Pair;
    const window = weights.shape.slice(0, 2) as unknown as Pair;
    return [k.convolveInput(g, weights, stride, size), k.convolveWeights(x, g, stride, window)];
  },
  print: ([x, weights]) => call('convolve', x!.text, weights!.text),
};
