import { sizeOf } from '../../expression/index.js';
import type { Executable } from '../../backend/backend.js';
import type { FactorGraph } from '../3-factorize/graph.js';

/** Where each unknown's values lie in a chain's state. */
export interface Layout {
  readonly places: ReadonlyMap<string, { readonly offset: number; readonly size: number }>;
  readonly size: number;
}

export function layoutOf(graph: FactorGraph): Layout {
  const places = new Map<string, { offset: number; size: number }>();
  let offset = 0;
  for (const { name, shape } of graph.variables.values()) {
    const size = sizeOf(shape);
    places.set(name, { offset, size });
    offset += size;
  }
  return { places, size: offset };
}

/** A function that copies the values an executable reads into it. */
export function loader(executable: Executable, layout: Layout, values: Float64Array): () => void {
  const moves = [...executable.inputs].flatMap(([name, view]) => {
    const place = layout.places.get(name);
    if (place === undefined) return [];
    return [{ view, from: values.subarray(place.offset, place.offset + place.size) }];
  });
  return () => {
    for (const { view, from } of moves) view.set(from);
  };
}
