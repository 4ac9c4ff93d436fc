import type { Node } from '../../expression/node.js';
import { topological } from '../../expression/traverse.js';
import type { Executable } from '../backend.js';
import type { ElementType } from '../schedule/schedule.js';

/** Relative to the largest element of an output: rounding differs, and in single precision more. */
const TOLERANCE: Readonly<Record<ElementType, number>> = { f64: 1e-8, f32: 2e-2 };

/** Whether two executables of the same outputs agree on made-up inputs, which they are left with. */
export function agree(
  outputs: readonly Node[],
  [one, other]: readonly [Executable, Executable],
  precision: ElementType,
): boolean {
  const indices = indexInputs(outputs);
  let count = 1;
  for (const [name, view] of one.inputs) {
    // An index must be one; 0 always is.
    for (let i = 0; i < view.length; i++) view[i] = indices.has(name) ? 0 : Math.sin(count++ * 1.7);
    other.inputs.get(name)!.set(view);
  }
  for (const executable of [one, other]) {
    executable.refresh();
    executable.run();
  }
  return one.outputs.every((view, i) => near(view, other.outputs[i]!, TOLERANCE[precision]));
}

function near(found: Float64Array, wanted: Float64Array, tolerance: number): boolean {
  const largest = wanted.reduce(
    (most, x) => (Math.abs(x) < Infinity ? Math.max(most, Math.abs(x)) : most),
    1,
  );
  return found.every((value, i) => {
    const at = wanted[i]!;
    if (Object.is(value, at) || value === at) return true;
    return Math.abs(value - at) <= tolerance * largest;
  });
}

/** Names of inputs that an index is computed from. */
function indexInputs(outputs: readonly Node[]): Set<string> {
  const order = topological(outputs);
  const indices = order.flatMap(({ op, inputs }) => {
    if (op === 'gather' || op === 'pick' || op === 'scatterAdd' || op === 'scatterPick') {
      return [inputs[1]!];
    }
    return [];
  });
  const inputs = topological(indices).filter(({ op }) => op === 'input');
  return new Set(inputs.map(({ attributes }) => attributes.name as string));
}
