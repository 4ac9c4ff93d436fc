import { pad, placesOf, type Node, type Pair } from '../../expression/index.js';
import { computedDimension, dimensionText, shapeText, type Dimension } from '../dimension.js';
import type { Padding } from './arguments.js';

const AXES = ['high', 'wide'] as const;

/** What is wrong with an input that should be images [n, h, w, c]; undefined if nothing is. */
export function notImages(layer: string, shape: readonly Dimension[]): string | undefined {
  if (shape.length === 4) return undefined;
  const grey = shape.length === 3 ? '; declare grey images with a last axis of 1' : '';
  return `${layer} takes images, [n, height, width, channels], and was given ${shapeText(shape)}${grey}`;
}

/** Zeros before and after an axis of a size. */
function around(size: number, window: number, stride: number, padding: number | 'same'): Pair {
  if (padding !== 'same') return [padding, padding];
  const places = Math.ceil(size / stride);
  const total = Math.max(0, (places - 1) * stride + window - size);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

function paddingOf(padding: Padding, axis: 0 | 1): number | 'same' {
  if (padding === 'valid') return 0;
  return padding === 'same' ? 'same' : padding[axis];
}

/** Height and width of the places of a window on images, or why there is none. */
export function places(
  layer: string,
  shape: readonly Dimension[],
  window: Pair,
  stride: Pair,
  padding: Padding = 'valid',
): readonly Dimension[] | string {
  const found: Dimension[] = [];
  for (const axis of [0, 1] as const) {
    const size = shape[axis + 1]!;
    const added = paddingOf(padding, axis);
    const [length, step] = [window[axis], stride[axis]];
    const count = (given: number) => {
      const [before, after] = around(given, length, step, added);
      return placesOf(given + before + after, length, step);
    };
    if (size.kind === 'fixed' && count(size.size) < 1) {
      const text = `${String(window[0])} x ${String(window[1])}`;
      return `${layer} has no place for a window of ${text} on ${shapeText(shape)}: it is ${String(length)} ${AXES[axis]}`;
    }
    const text = placesText(size, length, step, added);
    found.push(computedDimension(text, [size], ([given]) => count(given!)));
  }
  return found;
}

/** `h - 2`, `ceil(h / 2)`, `floor((h - 1) / 2)`. */
function placesText(size: Dimension, window: number, stride: number, padding: number | 'same') {
  const plain = dimensionText(size);
  const name = plain.includes(' ') ? `(${plain})` : plain;
  if (padding === 'same') return stride === 1 ? plain : `ceil(${plain} / ${String(stride)})`;
  const lost = window - stride - 2 * padding;
  const signed = lost > 0 ? `${name} - ${String(lost)}` : `${name} + ${String(-lost)}`;
  const rest = lost === 0 ? plain : signed;
  if (stride === 1) return rest;
  return `floor(${lost === 0 ? name : `(${rest})`} / ${String(stride)})`;
}

/** Images with zeros around them. */
export function padded(x: Node, window: Pair, stride: Pair, padding: Padding): Node {
  return ([0, 1] as const).reduce((images, axis) => {
    const added = paddingOf(padding, axis);
    const [before, after] = around(x.shape[axis + 1]!, window[axis], stride[axis], added);
    return pad(images, axis + 1, before, after);
  }, x);
}
