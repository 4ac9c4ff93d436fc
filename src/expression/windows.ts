import type { Node, Shape } from './node.js';

/** Height and width, in this order. */
export type Pair = readonly [number, number];

/** Places of a window on an axis, from its first element on, `stride` apart. */
export function placesOf(size: number, window: number, stride: number): number {
  return Math.floor((size - window) / stride) + 1;
}

/** Whether a window of a size has a place on both axes of images [n, h, w, c]. */
export function fits({ shape }: Node, window: Pair, stride: Pair): boolean {
  const whole = [...window, ...stride].every((size) => Number.isInteger(size) && size >= 1);
  return whole && shape.length === 4 && window[0] <= shape[1]! && window[1] <= shape[2]!;
}

export function pairOf(attributes: Node['attributes'], name: string): Pair {
  return attributes[name] as unknown as Pair;
}

/** What a convolution goes through: its weights are [kh, kw, c, o], stride [sh, sw]. */
export interface Geometry {
  readonly rows: number;
  readonly image: Shape;
  readonly window: Pair;
  readonly stride: Pair;
  readonly channels: number;
  /** Places of the window, and values at each. */
  readonly places: Pair;
  readonly filters: number;
}

/** Calls `visit` for every product of an element of the images and a row of weights, [o]: positions of all three. */
export function eachTerm(
  { rows, image, window, stride, channels, places, filters }: Geometry,
  visit: (image: number, weights: number, output: number) => void,
): void {
  const [height, width] = image as [number, number];
  for (let n = 0; n < rows; n++) {
    for (let y = 0; y < places[0]; y++) {
      for (let x = 0; x < places[1]; x++) {
        const output = ((n * places[0] + y) * places[1] + x) * filters;
        for (let i = 0; i < window[0]; i++) {
          const line = (n * height + y * stride[0] + i) * width + x * stride[1];
          for (let j = 0; j < window[1]; j++) {
            const [from, weights] = [(line + j) * channels, (i * window[1] + j) * channels];
            for (let c = 0; c < channels; c++) visit(from + c, (weights + c) * filters, output);
          }
        }
      }
    }
  }
}
