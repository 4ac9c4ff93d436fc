import { InvariantError } from '../base/diagnostic.js';
import { primitiveOf } from '../expression/primitives/index.js';
import type { Kernel, Place } from './schedule/schedule.js';

/** What a primitive that JavaScript computes does, on views of its places. */
export function bindKernel(
  { node, inputs, output }: Kernel,
  view: (place: Place) => Float64Array,
): () => void {
  const primitive = primitiveOf(node.op);
  if (primitive.kind !== 'tensor') throw new InvariantError(`${node.op} is no kernel`);
  const given = inputs.map(view);
  const out = view(output);
  return () => {
    primitive.evaluate(node, given, out);
  };
}
