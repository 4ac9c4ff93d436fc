import fc from 'fast-check';
import * as k from '../../src/expression/index.js';
import type { Node, Pair } from '../../src/expression/index.js';
import type { RowGraph } from './random-rows.js';

const wave = (size: number, step: number) =>
  Float64Array.from({ length: size }, (_, i) => Math.sin(1 + i * step));

interface Images {
  readonly x: Node;
  readonly inputs: Node[];
}

type Step = (images: Images, window: Pair, stride: Pair, filters: number) => Node | undefined;

function weights({ inputs }: Images, shape: readonly number[]): Node {
  const node = k.input(`w${String(inputs.length)}`, shape);
  inputs.push(node);
  return node;
}

/** Smooth steps on images, as layers take them and with readings that layers do not make. */
const STEPS: readonly Step[] = [
  (images, window, stride, filters) =>
    k.convolve(images.x, weights(images, [...window, images.x.shape[3]!, filters]), stride),
  (images, window, _, filters) =>
    k.convolve(images.x, weights(images, [...window, images.x.shape[3]!, filters]), [1, 1]),
  ({ x }, window) => k.mul(k.sum(k.windows(x, window, window), [2, 4]), k.constant(0.3)),
  ({ x }, window, stride) => k.maxReduce(k.windows(x, window, stride), [2, 4]),
  ({ x }, [high, wide]) => k.pad(k.pad(x, 1, high, 1), 2, 0, wide),
  ({ x }) => (x.shape[3]! > 1 ? k.slice(x, 3, 1, x.shape[3]!) : undefined),
  ({ x }) => (x.shape[2]! > 2 ? k.slice(x, 2, 1, x.shape[2]! - 1) : undefined),
  ({ x }) => k.concat([x, k.square(x)], 3),
  (images) =>
    k.add(images.x, k.broadcast(weights(images, [images.x.shape[3]!]), images.x.shape, [3])),
  (images) => k.tanh(images.x),
];

const size = fc.integer({ min: 1, max: 3 });
const pair = fc.tuple(size, size);

/** A scalar over what a random program on images makes, and the images on the way. */
export const randomImages: fc.Arbitrary<RowGraph> = fc
  .tuple(
    fc.constantFrom(1, 2, 5, 32, 37, 48),
    fc.tuple(fc.integer({ min: 4, max: 7 }), fc.integer({ min: 4, max: 7 }), size),
    fc.array(fc.tuple(fc.nat(STEPS.length - 1), pair, pair, fc.integer({ min: 1, max: 9 })), {
      minLength: 2,
      maxLength: 6,
    }),
  )
  .map(([rows, [height, width, channels], program]) => {
    const shape = [rows, height, width, channels];
    const data = k.constant(wave(k.sizeOf(shape), 0.37), shape, 'x');
    const scale = k.input('s', []);
    const images = { x: k.mul(data, scale), inputs: [scale] };
    const made: Node[] = [images.x];
    for (const [step, window, stride, filters] of [[0, [2, 2], [1, 1], 3] as const, ...program]) {
      const [, h, w] = images.x.shape as number[];
      if (window[0] > h! || window[1] > w! || images.x.shape[3]! > 12) continue;
      const next = STEPS[step]!(images, window, stride, filters);
      if (next === undefined) continue;
      images.x = k.tanh(next);
      made.push(images.x);
    }
    const scalar = made.map((node) => k.sum(node)).reduce(k.add);
    const values = images.inputs.map(
      (node, i) => [String(node.attributes.name), wave(k.sizeOf(node.shape), 0.7 + i)] as const,
    );
    return { scalar, outputs: made.slice(-2), inputs: images.inputs, values: new Map(values) };
  });
