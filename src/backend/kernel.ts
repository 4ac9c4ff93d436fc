import { evaluateElementwise } from '../expression/evaluate.js';
import { primitiveOf } from '../expression/primitives/index.js';
import type { Kernel, Place } from './schedule/schedule.js';

/** What a primitive that JavaScript computes does, on views of its places. */
export function bindKernel(
  { node, inputs, output }: Kernel,
  view: (place: Place) => Float64Array,
): () => void {
  const primitive = primitiveOf(node.op);
  const given = inputs.map(view);
  const out = view(output);
  if (primitive.kind === 'tensor') {
    return () => {
      primitive.evaluate(node, given, out);
    };
  }
  return () => {
    evaluateElementwise(primitive, node, given, out);
  };
}
