import type { Algebra } from '../algebra.js';
import { mismatch } from '../mismatch.js';
import type { Node } from '../node.js';
import type { TensorPrimitive } from '../primitive.js';
import { fits, pairOf, placesOf, type Pair } from '../windows.js';

/** All places of a window on images: [n, h, w, c] -> [n, places down, kh, places across, kw, c] */
export const windows: TensorPrimitive = {
  name: 'windows',
  kind: 'tensor',
  shape([x], attributes) {
    const [window, stride] = [pairOf(attributes, 'window'), pairOf(attributes, 'stride')];
    if (!fits(x!, window, stride)) {
      throw mismatch('windows', [x!], `no place for a window of ${window.join(' x ')}`);
    }
    const [n, h, w, c] = x!.shape as [number, number, number, number];
    const down = placesOf(h, window[0], stride[0]);
    const across = placesOf(w, window[1], stride[1]);
    return [n, down, window[0], across, window[1], c];
  },
  simplify([x], attributes, k) {
    const [window, stride] = [pairOf(attributes, 'window'), pairOf(attributes, 'stride')];
    const apart = [0, 1].every(
      (axis) => window[axis] === stride[axis] && x!.shape[axis + 1]! % window[axis]! === 0,
    );
    if (!apart) return undefined;
    const [n, h, w, c] = x!.shape as [number, number, number, number];
    return k.reshape(x!, [n, h / window[0], window[0], w / window[1], window[1], c]);
  },
  evaluate(node, [x], out) {
    const [n, down, high, across, wide, channels] = node.shape as number[];
    const [, height, width] = node.inputs[0]!.shape as number[];
    const stride = pairOf(node.attributes, 'stride');
    let to = 0;
    for (let row = 0; row < n!; row++) {
      for (let y = 0; y < down!; y++) {
        for (let i = 0; i < high!; i++) {
          const line = (row * height! + y * stride[0] + i) * width!;
          for (let at = 0; at < across!; at++) {
            const from = (line + at * stride[1]) * channels!;
            for (let j = 0; j < wide! * channels!; j++) out[to++] = x![from + j]!;
          }
        }
      }
    }
  },
  vjp(g, node, k) {
    const { shape } = node.inputs[0]!;
    const stride = pairOf(node.attributes, 'stride');
    const across = joined(g, 3, stride[1], shape[2]!, k);
    return [joined(across, 1, stride[0], shape[1]!, k)];
  },
};

/** Sums over the places [.., places, window, ..] at `axis` and the next, as one axis of `size`. */
function joined(g: Node, axis: number, stride: number, size: number, k: Algebra): Node {
  const window = g.shape[axis + 1]!;
  const parts: Node[] = [];
  // Stretches of the window as long as the stride do not overlap between places.
  for (let start = 0; start < window; start += stride) {
    const end = Math.min(window, start + stride);
    const stretch = k.pad(k.slice(g, axis + 1, start, end), axis + 1, 0, stride - (end - start));
    parts.push(placed(stretch, axis, start, size, k));
  }
  return parts.reduce((total, part) => k.add(total, part));
}

/** The two axes as one, from `start` on in an axis of `size`. */
function placed(part: Node, axis: number, start: number, size: number, k: Algebra): Node {
  const [places, stride] = part.shape.slice(axis, axis + 2) as unknown as Pair;
  const length = Math.min(places * stride, size - start);
  const shape = [...part.shape.slice(0, axis), places * stride, ...part.shape.slice(axis + 2)];
  const line = k.slice(k.reshape(part, shape), axis, 0, length);
  return k.pad(line, axis, start, size - start - length);
}
