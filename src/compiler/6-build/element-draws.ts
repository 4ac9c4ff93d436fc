import type { RandomStream } from '../../base/random/stream.js';
import { sizeOf, type Node, type Shape } from '../../expression/index.js';
import type { Distribution } from '../../library/distribution.js';

export interface DrawnLaw {
  readonly distribution: Distribution;
  readonly parameters: readonly Node[];
  readonly shape: Shape;
}

/** Writes one draw of every element, given the parameters as `outputs` now hold them. */
export type ElementDraws = (stream: RandomStream, out: Float64Array) => void;

export function elementDraws(
  { distribution, parameters, shape }: DrawnLaw,
  outputs: readonly Float64Array[],
): ElementDraws {
  const size = sizeOf(shape);
  const readers = parameters.map((node, k): ((element: number) => number | Float64Array) => {
    const view = outputs[k]!;
    if (distribution.parameters[k]!.rank === 0) {
      return view.length === 1 ? () => view[0]! : (element) => view[element]!;
    }
    if (node.shape.length <= shape.length) return () => view;
    const width = view.length / size;
    return (element) => view.subarray(element * width, (element + 1) * width);
  });
  return (stream, out) => {
    for (let element = 0; element < size; element++) {
      const given = readers.map((read) => read(element));
      out[element] = distribution.sample?.(stream, given) ?? NaN;
    }
  };
}
