import type { Backend, Executable } from '../../backend/backend.js';
import { sizeOf } from '../../expression/index.js';
import type { FactorGraph } from '../3-factorize/graph.js';

/** Where an unknown's values lie in a chain's state. */
export interface ValuePlace {
  readonly offset: number;
  readonly size: number;
}

export interface Layout {
  readonly places: ReadonlyMap<string, ValuePlace>;
  readonly size: number;
}

/** What code on a chain's values is made with. */
export interface StateWiring {
  readonly backend: Backend;
  readonly layout: Layout;
  readonly values: Float64Array;
}

export function layoutOf(graph: FactorGraph): Layout {
  const places = new Map<string, ValuePlace>();
  let offset = 0;
  for (const { name, shape } of graph.variables.values()) {
    const size = sizeOf(shape);
    places.set(name, { offset, size });
    offset += size;
  }
  return { places, size: offset };
}

/**
 * A function that copies the values an executable reads into it, and says whether any of them differs
 * from what it read last.
 */
export function loader(
  executable: Executable,
  layout: Layout,
  values: Float64Array,
): () => boolean {
  const moves = [...executable.inputs].flatMap(([name, view]) => {
    const place = layout.places.get(name);
    if (place === undefined) return [];
    return [{ view, from: values.subarray(place.offset, place.offset + place.size) }];
  });
  return () => {
    let changed = false;
    for (const { view, from } of moves) {
      changed ||= !sameValues(view, from);
      view.set(from);
    }
    if (changed) executable.refresh();
    return changed;
  };
}

export function sameValues(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Copies an output, which may be one number that stands for all. */
export function spread(from: Float64Array, to: Float64Array): void {
  if (from.length === to.length) to.set(from);
  else to.fill(from[0]!);
}
