import type { Node } from '../../expression/node.js';
import { topological } from '../../expression/traverse.js';
import type { Executable } from '../backend.js';
import type { ElementType } from '../schedule/schedule.js';

/** Relative to the largest element of an output: rounding differs, and in single precision more. */
const TOLERANCE: Readonly<Record<ElementType, number>> = { f64: 1e-8, f32: 2e-2 };

/** Steps of made-up inputs. With one of them a model may stand where rounding decides; with all of them it does not. */
const STEPS = [1.7, 0.37, 2.9];

/** Whether two executables of the same outputs agree on made-up inputs, which they are left with. */
export function agree(
  outputs: readonly Node[],
  executables: readonly [Executable, Executable],
  precision: ElementType,
): boolean {
  const indices = indexInputs(outputs);
  const [one, other] = executables;
  return STEPS.some((step) => {
    for (const executable of executables) compute(executable, indices, step);
    return one.outputs.every((view, i) => near(view, other.outputs[i]!, TOLERANCE[precision]));
  });
}

function compute({ inputs, refresh, run }: Executable, indices: ReadonlySet<string>, step: number) {
  let count = 1;
  for (const [name, view] of [...inputs].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // An index must be one; 0 always is.
    for (let i = 0; i < view.length; i++)
      view[i] = indices.has(name) ? 0 : Math.sin(count++ * step);
  }
  refresh();
  run();
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
