import type { Backend } from '../../backend/backend.js';
import type { Quantity } from '../../base/draws.js';
import { sizeOf } from '../../expression/index.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import { loader, type Layout } from './state.js';

/** What a draw holds, in order: unknowns, then what is computed from them. */
export function quantitiesOf(graph: FactorGraph): Quantity[] {
  let offset = 0;
  const place = (shape: Quantity['shape']) => {
    const size = sizeOf(shape);
    offset += size;
    return { shape, offset: offset - size, size };
  };
  const kept = [...graph.variables.values()].filter((v) => !v.isAuxiliary);
  const unknowns = kept.map(({ name, kind, shape }) => ({
    name,
    kind,
    ...place(shape),
  }));
  const derived = graph.derived
    .filter(({ recorded }) => recorded)
    .map(({ name, kind, node }) => ({ name, kind, ...place(node.shape) }));
  return [...unknowns, ...derived];
}

/** Auxiliaries are the last in a chain's values. */
function recordedSize({ variables }: FactorGraph): number {
  return [...variables.values()]
    .filter((variable) => !variable.isAuxiliary)
    .reduce((size, { shape }) => size + sizeOf(shape), 0);
}

/** Length of one draw. */
export function widthOf(quantities: readonly Quantity[]): number {
  const last = quantities.at(-1);
  return last === undefined ? 0 : last.offset + last.size;
}

/** A function that writes a draw: the unknowns as they stand in `values`, and what follows from them. */
export function recorder(
  graph: FactorGraph,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): (draw: Float64Array) => void {
  const recorded = graph.derived.filter((derived) => derived.recorded);
  const derived = backend.compile(recorded.map(({ node }) => node));
  const unknowns = values.subarray(0, recordedSize(graph));
  const load = loader(derived, layout, values);
  return (draw) => {
    draw.set(unknowns);
    load();
    derived.run();
    let offset = unknowns.length;
    for (const output of derived.outputs) {
      draw.set(output, offset);
      offset += output.length;
    }
  };
}
