import type { RandomStream } from '../../base/random/stream.js';
import { sizeOf, type Node, type Shape } from '../../expression/index.js';
import type { Distribution } from '../../library/distribution.js';

export interface DrawnLaw {
  readonly distribution: Distribution;
  readonly parameters: readonly Node[];
  readonly shape: Shape;
}

/** Writes one draw of every value, given the parameters as `outputs` now hold them. */
export type ElementDraws = (stream: RandomStream, out: Float64Array) => void;

/** Elements of one value of the distribution. */
export function eventSizeOf({ distribution, shape }: Omit<DrawnLaw, 'parameters'>): number {
  return sizeOf(shape.slice(shape.length - distribution.event.length));
}

export function elementDraws(law: DrawnLaw, outputs: readonly Float64Array[]): ElementDraws {
  const { distribution, parameters, shape } = law;
  const eventSize = eventSizeOf(law);
  const values = sizeOf(shape) / eventSize;
  const readers = parameters.map((node, k): ((at: number) => number | Float64Array) => {
    const view = outputs[k]!;
    const { axes } = distribution.parameters[k]!;
    if (axes.length === 0) return view.length === 1 ? () => view[0]! : (at) => view[at]!;
    if (node.shape.length === axes.length) return () => view;
    const width = view.length / values;
    return (at) => view.subarray(at * width, (at + 1) * width);
  });
  return (stream, out) => {
    for (let at = 0; at < values; at++) {
      const given = readers.map((read) => read(at));
      if (distribution.sampleEvent) {
        const event = out.subarray(at * eventSize, (at + 1) * eventSize);
        distribution.sampleEvent(stream, given, event);
      } else out[at] = distribution.sample?.(stream, given) ?? NaN;
    }
  };
}
