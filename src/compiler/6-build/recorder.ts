import type { Backend } from '../../backend/backend.js';
import type { Quantity } from '../../base/draws.js';
import type { RandomStream } from '../../base/random/stream.js';
import { sizeOf } from '../../expression/index.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import { generator } from './generator.js';
import { loader, type Layout } from './state.js';

/** What a draw holds, in order: unknowns, what is drawn in `generated`, then what is computed from them. */
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
  const draws = graph.draws.map(({ name, shape }) => ({
    ...{ name, kind: 'generated' as const },
    ...place(shape),
  }));
  const derived = graph.derived
    .filter(({ recorded }) => recorded)
    .map(({ name, kind, node }) => ({ name, kind, ...place(node.shape) }));
  return [...unknowns, ...draws, ...derived];
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
): (draw: Float64Array, stream: RandomStream) => void {
  const recorded = graph.derived.filter((derived) => derived.recorded);
  const derived = backend.compile(recorded.map(({ node }) => node));
  const unknowns = values.subarray(0, recordedSize(graph));
  const generated = generator(graph.draws, backend, layout, values);
  const load = loader(derived, generated.layout, generated.values);
  return (draw, stream) => {
    draw.set(unknowns);
    generated.draw(stream);
    draw.set(generated.drawn, unknowns.length);
    load();
    derived.run();
    let offset = unknowns.length + generated.drawn.length;
    for (const output of derived.outputs) {
      draw.set(output, offset);
      offset += output.length;
    }
  };
}
