import { RandomStream } from '../../src/base/random/stream.js';
import type { BlockStatistics, Draws, Quantity, QuantityKind } from '../../src/base/draws.js';

/** A quantity and the value of one element in one draw. */
export interface Made {
  readonly name: string;
  readonly kind: QuantityKind;
  readonly shape: readonly number[];
  value(stream: RandomStream, chain: number, draw: number, element: number): number;
}

const noise: Made['value'] = (stream) => stream.normal();

export function quantity(
  name: string,
  kind: QuantityKind,
  shape: readonly number[] = [],
  value: Made['value'] = noise,
): Made {
  return { name, kind, shape, value };
}

/** Draws of the given quantities, four chains of 500 unless told otherwise. */
export function makeDraws(made: readonly Made[], chains = 4, draws = 500): Draws {
  const quantities: Quantity[] = [];
  let width = 0;
  for (const { name, kind, shape } of made) {
    const size = shape.reduce((product, length) => product * length, 1);
    quantities.push({ name, kind, shape, offset: width, size });
    width += size;
  }
  const chain = (index: number) => {
    const stream = new RandomStream('made', index);
    const values = new Float64Array(draws * width);
    for (let draw = 0; draw < draws; draw++) {
      made.forEach(({ value }, which) => {
        const { offset, size } = quantities[which]!;
        for (let k = 0; k < size; k++) {
          values[draw * width + offset + k] = value(stream, index, draw, k);
        }
      });
    }
    return values;
  };
  return { quantities, width, draws, chains: Array.from({ length: chains }, (_, k) => chain(k)) };
}

/** Statistics of one NUTS block, a row an iteration: divergent, treedepth, energy. */
export function nutsStatistics(
  row: (stream: RandomStream, chain: number, draw: number) => readonly [number, number, number],
  chains = 4,
  draws = 500,
): BlockStatistics {
  return {
    block: 'theta',
    sampler: 'nuts',
    names: ['divergent', 'treedepth', 'energy'],
    chains: Array.from({ length: chains }, (_, chain) => {
      const stream = new RandomStream('nuts', chain);
      const rows = Array.from({ length: draws }, (_, draw) => row(stream, chain, draw));
      return Float64Array.from(rows.flat());
    }),
  };
}
