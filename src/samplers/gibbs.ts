import type { RandomStream } from '../base/random/stream.js';
import type { Kernel } from './kernel.js';

/** The exact draw of a full conditional: `draw` reads the other blocks itself and fills `out`. */
export function createGibbs(
  dimension: number,
  draw: (stream: RandomStream, out: Float64Array) => void,
): Kernel<Float64Array, undefined, undefined> {
  const drawn = new Float64Array(dimension);
  return {
    name: 'gibbs',
    init: (position) => position.slice(),
    step(stream) {
      draw(stream, drawn);
      return { state: drawn, info: undefined };
    },
  };
}
